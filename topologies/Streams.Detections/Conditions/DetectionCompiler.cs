using Streams.Detections.Fields;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Compiles the <c>detection</c> part of a rule, or the body of an array's quantifier.</summary>
/// <param name="slots">The fields of the event, or of the array's member.</param>
/// <param name="placeholders">What placeholders stand for.</param>
/// <param name="document">The document it stands in: its version says whether brackets in names are quantifiers, its taxonomy what names mean.</param>
internal sealed class DetectionCompiler(FieldSlots slots, Placeholders placeholders, RuleDocument document)
{
    private const int MaxDepth = 32;
    private const int MaxFieldLength = 512;
    private static readonly Modifiers Plain = Modifiers.Parse([], Mark.Empty);
    private int _depth;
    private int _map;
    private string _selection = "";

    /// <summary>The fields that the compiled detection looks at, with their places.</summary>
    public List<FieldUse> Uses { get; } = [];

    /// <summary>What loads and hardly means what its author reads in it.</summary>
    public List<Doubt> Found { get; } = [];

    /// <summary>All of it as written.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The conditions, as written.</summary>
    public IReadOnlyList<string> Conditions { get; private set; } = [];

    /// <summary>Whether a condition holds for an event that meets no selection: it says what is left out.</summary>
    public bool HoldsOfNone { get; private set; }

    /// <summary>The lines of the compiled selections, in the order written.</summary>
    public List<SelectionItem> Items { get; } = [];

    /// <summary>The names of the compiled selections, with what became of them.</summary>
    public Dictionary<string, Expression> Selections { get; } = new(StringComparer.Ordinal);

    /// <param name="detection">The map of selections and <c>condition</c>.</param>
    /// <param name="reserved">The keys that are no selections.</param>
    /// <exception cref="RuleException">The detection is not Sigma's.</exception>
    public Expression Compile(YamlMappingNode detection, params ReadOnlySpan<string> reserved)
    {
        foreach (var pair in detection.Children)
        {
            if (pair.Key() is not "condition" && !reserved.Contains(pair.Key()))
            {
                _selection = SelectionName.Of(pair.Key);
                if (pair.Value is YamlScalarNode && NearMiss.Of(_selection, ["condition", .. reserved]) is { } meant)
                {
                    throw new RuleException(pair.Key.Start, $"a detection has no '{_selection}'; did you mean '{meant}'?");
                }

                Selections.Add(_selection, Selection(pair.Value));
            }
        }

        Text = detection.ToString();
        var conditions = detection.Texts("condition");
        if (conditions.Count == 0)
        {
            throw new RuleMap(detection).Missing("condition", "a detection needs a 'condition'");
        }

        Conditions = conditions;
        Found.AddRange(Doubts.OfDetection(detection, Selections.Keys, conditions));
        var node = detection.Find("condition")!; // Texts found it
        if (ConditionForm.Of(conditions, node, Selections.Keys) is { } form)
        {
            HoldsOfNone = form.HoldsOfNone;
            if (!form.CanHold || !form.CanFail)
            {
                throw new RuleException(node.Start, $"the condition {(form.CanHold ? "always" : "never")} holds, whatever its selections find");
            }
        }

        var parts = conditions.Select((text, i) => ConditionParser.Parse(text, node is YamlSequenceNode list ? list.Children[i] : node, Selections)).ToArray();
        return parts.Length == 1 ? parts[0] : new AnyOf(parts);
    }

    private Expression Selection(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => Map(map),
            YamlSequenceNode list when list.Children.Count > 0 => new AnyOf([
                .. list.Select(item => item is YamlMappingNode map ? Map(map) : Keyword(item, Plain)),
            ]),
            YamlScalarNode scalar => Keyword(scalar, Plain),
            _ => throw new RuleException(node.Start, "a selection must be a map, or a list that is not empty"),
        };

    private FieldExpression Keyword(YamlNode node, Modifiers modifiers)
    {
        if (node is not YamlScalarNode scalar || scalar.IsNull())
        {
            throw new RuleException(node.Start, "a keyword must be a text");
        }

        var text = scalar.Value ?? "";
        Found.AddRange(ValueDoubts.OfKeyword(scalar));
        return new FieldExpression(
            slots.IndexOfKeyword(),
            modifiers.Regex
                ? RegexMatcher.Compile(text, modifiers.RegexOptions, scalar.Start)
                : ValueCompiler.Text(WildcardPattern.Parse(text), TextPosition.Anywhere, modifiers.Cased)
        );
    }

    private Expression Map(YamlMappingNode map)
    {
        if (map.Children.Count == 0)
        {
            throw new RuleException(map.Start, "a selection must not be empty");
        }

        _map++;
        return new AllOf([.. map.Children.Select(pair => Item(pair.Key(), pair.Key.Start, pair.Value))]);
    }

    private Expression Item(string key, Mark at, YamlNode value)
    {
        var parts = key.Split('|');
        var name = parts[0];
        if (name.Length > MaxFieldLength || name.AsSpan().Count('.') >= FieldSlots.MaxSegments)
        {
            throw new RuleException(at, $"a field's name may have {MaxFieldLength} characters and {FieldSlots.MaxSegments} parts");
        }

        name = FieldCatalogue.Instance.NameOf(document.Taxonomy, name);
        if (document.QuantifiesArrays && ArrayPath.Parse(name, at, out name) is { } path)
        {
            return Array(path, parts.AsSpan(1), at, value);
        }

        var modifiers = Modifiers.Parse(parts.AsSpan(1), at);
        var values = Values(key, value);
        Found.AddRange(name.Length > 0 ? ValueDoubts.Of(values, modifiers) : []);
        if (modifiers.All && values.Length == 1)
        {
            throw new RuleException(at, "'all' needs a list of values");
        }

        if (name.Length == 0)
        {
            var keywords = Keywords(parts.Length > 1, values, modifiers, at);
            return modifiers.Negated ? new Negation(keywords) : keywords;
        }

        Uses.Add(new FieldUse(name, at));
        if (modifiers.FieldReference)
        {
            Uses.AddRange(values.Select(other => new FieldUse(other.Value ?? "", other.Start)));
        }

        Found.AddRange(Doubts.OfField(name, document, at));
        var compiler = new ValueCompiler(slots, slots.IndexOf(name), modifiers, placeholders);
        var combined = Combine([.. values.Select(scalar => compiler.Compile(scalar, values.Length > 1))], modifiers);
        combined = modifiers.Negated ? new AllOf([new ExistsExpression(slots.IndexOf(name), true), new Negation(combined)]) : combined;
        Items.Add(
            new SelectionItem(
                _selection,
                _map,
                name,
                at,
                key,
                [.. values.Select(v => v.Value ?? "")],
                slots.IndexOf(name),
                combined,
                new SelectionLine(modifiers, values)
            )
        );
        return combined;
    }

    private Expression Keywords(bool hasModifiers, YamlScalarNode[] values, Modifiers modifiers, Mark at)
    {
        if (!hasModifiers)
        {
            throw new RuleException(at, "a field has no name: keywords are a list without one, or stand under '|all'");
        }

        modifiers.CheckKeywords(at);
        return Combine([.. values.Select(value => Keyword(value, modifiers))], modifiers);
    }

    private Expression Array(ArrayPath path, Span<string> modifiers, Mark at, YamlNode value)
    {
        if (_depth == MaxDepth)
        {
            throw new RuleException(at, $"arrays nested deeper than {MaxDepth}");
        }

        Uses.Add(new FieldUse(path.Array, at));
        var members = new FieldSlots();
        var inner = new DetectionCompiler(members, placeholders, document) { _depth = _depth + 1 };
        Expression body =
            path.Rest.Length > 0 ? inner.Item(string.Join('|', [path.Rest, .. modifiers]), at, value)
            : value is not YamlMappingNode map ? inner.Item(string.Join('|', [FieldPlan.SelfName, .. modifiers]), at, value)
            : modifiers.Length > 0 ? throw new RuleException(at, "a quantifier with a map of fields takes no modifiers: they stand behind the fields")
            : map.Find("condition") is null ? inner.Map(map)
            : inner.Compile(map);
        var slot = slots.IndexOfWhole(path.Array);
        Found.AddRange(inner.Found);
        var expression = new ArrayExpression(slot, slots.AddMembers(members), path.Quantifier, path.Place, body);
        Items.Add(
            new SelectionItem(
                _selection,
                _map,
                $"{path.Array}[]",
                at,
                string.Join('|', [$"{path.Array}[{path.Quantifier}]{path.Rest}", .. modifiers]),
                [$"{value}"],
                slot,
                expression
            )
        );
        return expression;
    }

    private static Expression Combine(Expression[] values, Modifiers modifiers)
    {
        return values.Length == 1 ? values[0]
            : modifiers.All ? new AllOf(values)
            : new AnyOf(values);
    }

    private static YamlScalarNode[] Values(string key, YamlNode value) =>
        value switch
        {
            YamlScalarNode scalar => [scalar],
            YamlSequenceNode list when list.Children.Count > 0 =>
            [
                .. list.Select(item => item as YamlScalarNode ?? throw new RuleException(item.Start, "a value must be a text, a number, true, false or null")),
            ],
            _ => throw new RuleException(value.Start, $"'{key}' needs a value or a list of values"),
        };
}
