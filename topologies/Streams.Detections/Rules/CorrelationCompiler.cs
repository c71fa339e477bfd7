using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Compiles all correlations of a set, and gives every detection that alerts one of kind <see cref="CorrelationKind.Each"/>.</summary>
internal sealed class CorrelationCompiler(IReadOnlyList<DetectionRule> detections, FieldSlots slots)
{
    private static readonly TimeSpan DefaultSuppress = TimeSpan.FromMinutes(5);
    private readonly List<(YamlMappingNode Root, RuleMeta Meta)> _declared = [];

    public void Declare(YamlMappingNode root, RuleMeta meta) => _declared.Add((root, meta));

    /// <summary>All correlations, inputs before what reads them; errors are added.</summary>
    public IReadOnlyList<CorrelationRule> Compile(List<RuleError> errors)
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

        var compiled = new List<CorrelationRule>();
        var inputsOnly = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (root, meta) in _declared)
        {
            try
            {
                compiled.Add(One(root, meta, idOf, inputsOnly));
            }
            catch (RuleException e)
            {
                errors.Add(new RuleError(meta.File, e.At.Line, e.At.Column, e.Message));
            }
        }

        var ordered = Monotone(Ordered(compiled, errors), errors);
        var silenced = ordered.Select(c => inputsOnly.Contains(c.Meta.Id) ? c with { Meta = c.Meta with { Alerts = false } } : c);
        var plain = detections
            .Where(d => d.Meta.Alerts && !inputsOnly.Contains(d.Meta.Id))
            .Select(d => Each(d.Meta));
        return [.. plain, .. silenced];
    }

    private CorrelationRule Each(RuleMeta meta)
    {
        foreach (var field in meta.GroupBy)
        {
            slots.IndexOf(field);
        }

        var suppress = meta.Suppress ?? DefaultSuppress;
        return new CorrelationRule
        {
            Meta = meta with { Suppress = suppress },
            Kind = CorrelationKind.Each,
            Inputs = [meta.Id],
            GroupBy = [meta.GroupBy],
            Timespan = suppress,
            ContentHash = Hash($"each {meta.Id} {suppress} {string.Join(',', meta.GroupBy)}"),
        };
    }

    private CorrelationRule One(YamlMappingNode root, RuleMeta meta, Dictionary<string, string> idOf, HashSet<string> inputsOnly)
    {
        var body = root.Map("correlation")!; // declared as a correlation
        var kind = KindOf(body);
        var names = body.Texts("rules");
        if (names.Count == 0 && kind != CorrelationKind.Gap)
        {
            throw new RuleException((body.Find("rules") ?? body).Start, "a correlation needs 'rules'");
        }

        var inputs = names.Select(name => idOf.TryGetValue(name, out var id) ? id : throw new RuleException(body.Find("rules")!.Start, $"no rule has the id or name '{name}'")).ToArray();
        var groupBy = body.Texts("group-by");
        var aliases = body.Map("aliases");
        var perInput = names.Select(name => (IReadOnlyList<string>)[.. groupBy.Select(field => aliases?.Map(field)?.Text(name) ?? field)]).ToArray();
        if (kind == CorrelationKind.Gap)
        {
            perInput = [groupBy];
        }

        var condition = body.Map("condition");
        var valueFields = condition?.Texts("field") is { Count: > 0 } counted ? counted : body.Texts("field") is { Count: > 0 } beside ? beside : kind == CorrelationKind.Score ? ["streams.domain"] : [];
        if (valueFields.Count == 0 && CorrelationConditions.NeedsField(kind))
        {
            throw new RuleException(((YamlNode?)condition ?? body).Start, "this correlation needs 'field'");
        }

        var scope = body.Texts("scope");
        if (kind == CorrelationKind.Rare && (groupBy.Count > 1 || valueFields.Count > 1))
        {
            throw new RuleException(body.Find(groupBy.Count > 1 ? "group-by" : "field")?.Start ?? body.Start, "a rare value has one 'field', and one 'group-by' or none");
        }

        foreach (var field in perInput.SelectMany(g => g).Concat(valueFields).Concat(scope))
        {
            slots.IndexOf(field);
        }

        var generate = root.Flag("generate", false) || body.Flag("generate", false);
        if (!generate)
        {
            inputsOnly.UnionWith(inputs);
        }

        var timespan = body.Duration("timespan") ?? (kind is CorrelationKind.FirstSeen ? TimeSpan.FromMinutes(1) : throw new RuleException(body.Start, "a correlation needs 'timespan'"));
        return new CorrelationRule
        {
            Meta = meta with { Suppress = meta.Suppress ?? (kind is CorrelationKind.FirstSeen or CorrelationKind.Rare ? DefaultSuppress : timespan) },
            Kind = kind,
            Inputs = inputs,
            GroupBy = perInput,
            GroupNames = groupBy,
            Timespan = timespan,
            Bounds = CorrelationConditions.Read(body, condition, kind, inputs.Length),
            Percentile = CorrelationConditions.Percentile(condition),
            ValueFields = valueFields,
            Learning = body.Duration("learning"),
            Scope = scope,
            Jitter = CorrelationConditions.Jitter(body),
            MinInterval = CorrelationConditions.MinInterval(body),
            Source = body.Text("source") ?? (kind == CorrelationKind.Gap ? throw new RuleException(body.Start, "a gap needs 'source'") : null),
            Model = body.Text("model") ?? (kind == CorrelationKind.Score ? throw new RuleException(body.Start, "a score needs 'model'") : null),
            MinCount = int.TryParse(body.Text("min_count") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var least) && least > 0 ? least : throw new RuleException(body.Find("min_count")!.Start, "'min_count' must be a whole number from 1"), // else it is 1
            ContentHash = Hash($"{kind} {meta.Id} {timespan} {meta.Suppress} {string.Join(',', inputs)} {string.Join(';', perInput.Select(g => string.Join(',', g)))} {condition} {string.Join(',', valueFields)} {body}"),
        };
    }

    private static CorrelationKind KindOf(YamlMappingNode body) => body.Text("type") switch
    {
        "event_count" => CorrelationKind.EventCount,
        "value_count" => CorrelationKind.ValueCount,
        "value_sum" => CorrelationKind.ValueSum,
        "value_avg" => CorrelationKind.ValueAverage,
        "value_percentile" => CorrelationKind.ValuePercentile,
        "temporal" => CorrelationKind.Temporal,
        "temporal_ordered" => CorrelationKind.TemporalOrdered,
        "streams.first_seen" => CorrelationKind.FirstSeen,
        "streams.rare" => CorrelationKind.Rare,
        "streams.beacon" => CorrelationKind.Beacon,
        "streams.absence" => CorrelationKind.Absence,
        "streams.gap" => CorrelationKind.Gap,
        "streams.score" => CorrelationKind.Score,
        null => throw new RuleException(body.Start, "a correlation needs 'type'"),
        var other => throw new RuleException(body.Find("type")!.Start, $"'{other}' is no correlation type of this version"), // Text found it
    };

    /// <summary>Tells which correlations may match at once; one that judges closed windows cannot be read by another, for its match has no place in their order.</summary>
    private static List<CorrelationRule> Monotone(IReadOnlyList<CorrelationRule> ordered, List<RuleError> errors)
    {
        var done = new Dictionary<string, CorrelationRule>(StringComparer.Ordinal);
        foreach (var rule in ordered)
        {
            var inner = rule.Inputs.Select(done.GetValueOrDefault).OfType<CorrelationRule>().ToArray();
            if (Array.Find(inner, i => i.JudgesClosedWindows) is { } closed)
            {
                errors.Add(new RuleError(rule.Meta.File, rule.Meta.Line, 1, $"it reads '{closed.Meta.Title}', which is judged when a window closes (lt, lte, eq, neq or a range): such a correlation cannot be read by another"));
                continue;
            }

            var isMonotone = Array.TrueForAll(inner, i => i.IsMonotone) && !rule.JudgesClosedWindows
                && rule.Kind is not (CorrelationKind.Absence or CorrelationKind.ValueSum or CorrelationKind.ValueAverage or CorrelationKind.ValuePercentile);
            var hash = inner.Length == 0 ? rule.ContentHash : Hash($"{rule.ContentHash} {string.Join(' ', inner.Select(i => i.ContentHash))}");
            done.Add(rule.Meta.Id, rule with { IsMonotone = isMonotone, ContentHash = hash });
        }

        return [.. done.Values];
    }

    private static IReadOnlyList<CorrelationRule> Ordered(List<CorrelationRule> rules, List<RuleError> errors)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var left = new List<CorrelationRule>(rules);
        var ordered = new List<CorrelationRule>();
        while (left.Count > 0)
        {
            var names = left.Select(r => r.Meta.Id).ToHashSet(StringComparer.Ordinal);
            var ready = left.Where(r => !r.Inputs.Any(names.Contains)).ToList();
            if (ready.Count == 0)
            {
                errors.AddRange(left.Select(r => new RuleError(r.Meta.File, r.Meta.Line, 1, "correlations read each other in a circle")));
                break;
            }

            ordered.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, CorrelationRule.HashLength / 2));
}
