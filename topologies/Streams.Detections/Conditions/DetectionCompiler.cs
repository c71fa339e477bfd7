using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Compiles the <c>detection</c> part of a rule.</summary>
internal sealed class DetectionCompiler(FieldSlots slots)
{
    private static readonly HashSet<string> Reserved = ["condition", "timeframe"];

    /// <summary>The fields that the last compiled detection looks at.</summary>
    public HashSet<string> FieldNames { get; } = [];

    /// <exception cref="RuleException">The detection is not Sigma's.</exception>
    public Expression Compile(YamlMappingNode detection)
    {
        FieldNames.Clear();
        var selections = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var pair in detection.Children)
        {
            if (!Reserved.Contains(pair.Key()))
            {
                selections.Add(pair.Key(), Selection(pair.Value));
            }
        }

        var conditions = detection.Texts("condition");
        if (conditions.Count == 0)
        {
            throw new RuleException(detection.Start, "a detection needs a 'condition'");
        }

        var at = detection.Find("condition")!.Start; // Texts found it
        var parts = conditions.Select(text => ConditionParser.Parse(text, at, selections)).ToArray();
        return parts.Length == 1 ? parts[0] : new AnyOf(parts);
    }

    private Expression Selection(YamlNode node) => node switch
    {
        YamlMappingNode map => Map(map),
        YamlSequenceNode list when list.Children.Count > 0 => new AnyOf([.. list.Select(item => item is YamlMappingNode map ? Map(map) : Keyword(item))]),
        YamlScalarNode scalar => Keyword(scalar),
        _ => throw new RuleException(node.Start, "a selection must be a map, or a list that is not empty"),
    };

    private Expression Keyword(YamlNode node) =>
        node is YamlScalarNode scalar
            ? new FieldExpression(slots.IndexOfKeyword(), KeywordMatcher(scalar))
            : throw new RuleException(node.Start, "a keyword must be a text");

    private static ValueMatcher KeywordMatcher(YamlScalarNode scalar) =>
        ValueCompiler.Text(WildcardPattern.Parse(scalar.Value ?? ""), TextPosition.Anywhere, false);

    private Expression Map(YamlMappingNode map)
    {
        if (map.Children.Count == 0)
        {
            throw new RuleException(map.Start, "a selection must not be empty");
        }

        return new AllOf([.. map.Children.Select(pair => Item(pair.Key(), pair.Key.Start, pair.Value))]);
    }

    private Expression Item(string key, YamlDotNet.Core.Mark at, YamlNode value)
    {
        var parts = key.Split('|');
        var modifiers = Modifiers.Parse(parts.AsSpan(1), at);
        YamlScalarNode[] values = value switch
        {
            YamlScalarNode scalar => [scalar],
            YamlSequenceNode list when list.Children.Count > 0 => [.. list.Select(item => item as YamlScalarNode ?? throw new RuleException(item.Start, "a value must be a text, a number, true, false or null"))],
            _ => throw new RuleException(value.Start, $"'{key}' needs a value or a list of values"),
        };
        if (modifiers.All && values.Length == 1)
        {
            throw new RuleException(at, "'all' needs a list of values");
        }

        if (parts[0].Length == 0)
        {
            var keywords = values.Select(Keyword).ToArray();
            return modifiers.All ? new AllOf(keywords) : new AnyOf(keywords);
        }

        FieldNames.Add(parts[0]);
        var slot = slots.IndexOf(parts[0]);
        var compiler = new ValueCompiler(slots, slot, modifiers);
        var expressions = values.Select(scalar => compiler.Compile(scalar, values.Length > 1)).ToArray();
        return expressions.Length == 1 ? expressions[0] : modifiers.All ? new AllOf(expressions) : new AnyOf(expressions);
    }
}
