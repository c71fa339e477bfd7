using System.Security.Cryptography;
using System.Text;
using Streams.Detections.Correlations;
using Streams.Detections.Correlations.Temporal;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using Streams.Schemas.Signals;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Compiles all correlations of a set, and gives every detection that alerts one of its own (<see cref="EachDefinition"/>).</summary>
internal sealed class CorrelationCompiler(IReadOnlyList<DetectionRule> detections, FieldSlots slots)
{
    private static readonly TimeSpan DefaultSuppress = TimeSpan.FromMinutes(5);

    private readonly List<(RuleMap Root, RuleMeta Meta)> _declared = [];
    private readonly HashSet<RuleMap> _failed = [];

    public void Declare(RuleMap root, RuleMeta meta) => _declared.Add((root, meta));

    /// <summary>Whether a declared correlation has an error, so that it was not read to its end.</summary>
    public bool HasFailed(RuleMap root) => _failed.Contains(root);

    /// <summary>All correlations, inputs before what reads them; errors are added.</summary>
    public IReadOnlyList<CorrelationRule> Compile(List<RuleError> errors)
    {
        var idOf = Names(errors);
        var compiled = new List<CorrelationRule>();
        var inputsOnly = new HashSet<string>(StringComparer.Ordinal);
        var fields = new CorrelationFields(detections);
        foreach (var (root, meta) in _declared)
        {
            try
            {
                compiled.Add(One(root, meta, idOf, inputsOnly, fields));
            }
            catch (RuleException e)
            {
                _failed.Add(root);
                errors.Add(new RuleError(meta.File, e.At.Line, e.At.Column, e.Message));
            }
        }

        var ordered = CorrelationOrder.Of(compiled, detections.Select(d => d.Meta.Id).ToHashSet(StringComparer.Ordinal), errors);
        fields.Check(ordered, errors);
        var silenced = ordered.Select(c => inputsOnly.Contains(c.Meta.Id) ? c with { Meta = c.Meta with { Alerts = false } } : c);
        var plain = detections.Where(d => d.Meta.Alerts && !inputsOnly.Contains(d.Meta.Id)).Select(d => Each(d.Meta));
        return [.. plain, .. silenced];
    }

    internal static CorrelationHash Hash(string content) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, CorrelationHash.Length / 2)));

    private Dictionary<string, string> Names(List<RuleError> errors)
    {
        var idOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var meta in detections.Select(d => d.Meta).Concat(_declared.Select(d => d.Meta)))
        {
            idOf.TryAdd(meta.Id, meta.Id);
            if (meta.Name.Length > 0 && meta.Name != meta.Id && !idOf.TryAdd(meta.Name, meta.Id))
            {
                errors.Add(new RuleError(meta.File, meta.Line, 1, $"the name {meta.Name} is used twice"));
            }
        }

        return idOf;
    }

    private CorrelationRule Each(RuleMeta meta)
    {
        Declare(meta.GroupBy);
        var suppress = meta.Suppress ?? DefaultSuppress;
        return new CorrelationRule
        {
            Meta = meta with { Suppress = suppress },
            Definition = new EachDefinition(),
            IsMonotone = true,
            Inputs = [meta.Id],
            GroupBy = [meta.GroupBy],
            Timespan = suppress,
            ContentHash = Hash($"each {meta.Id} {suppress} {string.Join(',', meta.GroupBy)}"),
        };
    }

    private CorrelationRule One(RuleMap root, RuleMeta meta, Dictionary<string, string> idOf, HashSet<string> inputsOnly, CorrelationFields fields)
    {
        var body = root.Map("correlation") ?? throw new RuleException(root.Find("correlation")!.Start, "'correlation' must be a map"); // declared as a correlation
        var type = CorrelationTypes.Of(body);
        var names = NamesOf(body, type);
        var inputs = InputsOf(body, names, idOf);
        var groupBy = body.Texts("group-by");
        if (groupBy.Distinct(StringComparer.Ordinal).Count() < groupBy.Count)
        {
            throw new RuleException(body.Find("group-by")!.Start, "a field stands twice"); // it has fields
        }

        var reader = new CorrelationReader(body, type.Name, names, groupBy);
        var definition = type.Read(reader);
        CheckInputs(body, names, definition);
        var perInput = definition.ReadsRules ? CorrelationAliases.Apply(body, names, groupBy) : [groupBy];
        if (meta.GroupBy.Count > 0 && !definition.IsObserved)
        {
            throw new RuleException((root.Map("streams")!.Find("group-by") ?? body.Node).Start, "a correlation groups by its own 'group-by'"); // the meta has it from there
        }

        perInput.ToList().ForEach(Declare);
        Declare([.. definition.Fields, .. definition.OtherFields, .. meta.GroupBy]);
        fields.Add(meta, body, perInput, definition, (root.Map("streams")?.Find("group-by") ?? body.Node).Start);
        if (!Generates(root, body))
        {
            inputsOnly.UnionWith(inputs);
        }

        var timespan = reader.Span("timespan") ?? definition.Timespan ?? throw body.Missing("timespan", "a correlation needs 'timespan', as in 5m");
        return new CorrelationRule
        {
            Meta = meta with { Suppress = meta.Suppress ?? definition.Suppress ?? timespan },
            Definition = definition,
            IsMonotone = definition.IsMonotone,
            Inputs = inputs,
            GroupBy = perInput,
            GroupNames = groupBy,
            Timespan = timespan,
            ContentHash = Hash(
                $"{type.Key} {meta.Id} {timespan} {meta.Suppress} {string.Join(',', inputs)} {string.Join(';', perInput.Select(g => string.Join(',', g)))} {body.Node.Find("condition")} {string.Join(',', definition.Fields)} {body}"
            ),
        };
    }

    /// <summary>Whether the rules it names keep their alerts; the key stands in the correlation, or beside it as in older versions of Sigma.</summary>
    private static bool Generates(RuleMap root, RuleMap body) =>
        root.Find("generate") is not { } beside || body.Find("generate") is null || root.Flag("generate", false) == body.Flag("generate", false)
            ? body.Flag("generate", root.Flag("generate", false))
            : throw new RuleException(beside.Start, "'generate' stands twice, once true and once false");

    /// <summary>The rules as they are named; a temporal correlation may name them in its condition alone.</summary>
    private static IReadOnlyList<string> NamesOf(RuleMap body, CorrelationType type) =>
        body.Texts("rules") is { Count: > 0 } rules ? rules
        : type.NamesRulesInCondition && body.Find("condition") is YamlScalarNode { Value: { Length: > 0 } text } ? BooleanCondition.NamesIn(text)
        : [];

    private static string[] InputsOf(RuleMap body, IReadOnlyList<string> names, Dictionary<string, string> idOf)
    {
        var list = body.Find("rules");
        return
        [
            .. names.Select(
                (name, i) =>
                    idOf.TryGetValue(name, out var id)
                        ? id
                        : throw new RuleException(
                            list is YamlSequenceNode items ? items.Children[i].Start : (list ?? body.Node).Start,
                            $"no rule has the id or name '{name}'{NearMiss.Suggest(name, idOf.Keys)}"
                        )
            ),
        ];
    }

    private static void CheckInputs(RuleMap body, IReadOnlyList<string> names, CorrelationDefinition definition)
    {
        var at = (body.Find("rules") ?? body.Node).Start;
        if (definition.ReadsRules && names.Count == 0)
        {
            throw body.Find("rules") is { } empty
                ? new RuleException(empty.Start, "a correlation needs 'rules'")
                : body.Missing("rules", "a correlation needs 'rules'");
        }

        if (!definition.ReadsRules && names.Count > 0)
        {
            throw new RuleException(at, $"'{definition.Type}' reads no rules");
        }

        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw new RuleException(at, "a rule is named twice: each of them counts once");
        }
    }

    private void Declare(IReadOnlyList<string> fields)
    {
        foreach (var field in fields)
        {
            slots.IndexOf(field);
        }
    }
}
