using System.Globalization;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Reads the <c>condition</c> of a correlation: one bound, or two that make a range.</summary>
internal static class CorrelationConditions
{
    private const double MaxPercentile = 100;
    private const int MaxSubjects = 1_000;
    private const int MinContacts = 4;
    private const int MaxContacts = 60;
    private const int DefaultContacts = 10;
    private const double MaxJitter = 0.5;
    private const double DefaultJitter = 0.1;

    private static readonly Dictionary<string, ThresholdOperator> Operators = new(StringComparer.Ordinal)
    {
        ["gt"] = ThresholdOperator.Gt,
        ["gte"] = ThresholdOperator.Gte,
        ["lt"] = ThresholdOperator.Lt,
        ["lte"] = ThresholdOperator.Lte,
        ["eq"] = ThresholdOperator.Eq,
        ["neq"] = ThresholdOperator.Neq,
    };

    /// <summary>Whether a kind counts the values of a field.</summary>
    public static bool NeedsField(CorrelationKind kind) =>
        kind.IsObserved() || kind is CorrelationKind.ValueCount or CorrelationKind.ValueSum or CorrelationKind.ValueAverage or CorrelationKind.ValuePercentile;

    /// <exception cref="RuleException">A key is none, or a bound does not fit the kind.</exception>
    public static IReadOnlyList<Threshold> Read(YamlMappingNode body, YamlMappingNode? condition, CorrelationKind kind, int inputs)
    {
        var bounds = new List<Threshold>();
        foreach (var pair in condition?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            if (Operators.TryGetValue(pair.Key(), out var op))
            {
                bounds.Add(new Threshold(op, Number(condition!, pair.Key()))); // it has children
            }
            else if (pair.Key() is not ("field" or "percentile"))
            {
                throw new RuleException(pair.Key.Start, $"'{pair.Key()}' is none of gt, gte, lt, lte, eq, neq, field, percentile");
            }
        }

        if (kind is CorrelationKind.Rare or CorrelationKind.Beacon)
        {
            return [Observed(body, condition, kind, bounds)];
        }

        var isCount = kind is CorrelationKind.EventCount || (NeedsField(kind) && kind != CorrelationKind.FirstSeen);
        if (bounds.Count == 0)
        {
            return isCount && kind != CorrelationKind.EventCount ? throw new RuleException((condition ?? body).Start, "this correlation needs a 'condition' with a bound")
                : [new Threshold(ThresholdOperator.Gte, kind is CorrelationKind.Temporal or CorrelationKind.TemporalOrdered ? inputs : 1)];
        }

        if (!isCount && (bounds.Count > 1 || !bounds[0].IsMonotone))
        {
            throw new RuleException(condition!.Start, "this kind of correlation takes gt or gte"); // it has bounds
        }

        return bounds;
    }

    /// <summary>Of a beacon: how much its intervals may spread.</summary>
    /// <exception cref="RuleException">It is no number from 0 to the half.</exception>
    public static double Jitter(YamlMappingNode body)
    {
        if (body.Find("jitter") is not { } node)
        {
            return DefaultJitter;
        }

        return Number(body, "jitter") is >= 0 and <= MaxJitter and var jitter ? jitter : throw new RuleException(node.Start, "'jitter' is a part of the interval: 0 to 0.5");
    }

    /// <summary>Of a beacon: how near to each other contacts are one beat.</summary>
    /// <exception cref="RuleException">It is nothing.</exception>
    public static TimeSpan MinInterval(YamlMappingNode body) => body.Duration("min_interval") switch
    {
        null => TimeSpan.FromSeconds(1),
        { Ticks: > 0 } interval => interval,
        _ => throw new RuleException(body.Find("min_interval")!.Start, "'min_interval' must be more than nothing"), // it was read
    };

    /// <exception cref="RuleException">It is no percentile.</exception>
    public static double Percentile(YamlMappingNode? condition)
    {
        if (condition?.Find("percentile") is not { } node)
        {
            return MaxPercentile / 2;
        }

        return Number(condition, "percentile") is >= 0 and <= MaxPercentile and var percentile ? percentile : throw new RuleException(node.Start, "a percentile is 0 to 100");
    }

    private static Threshold Observed(YamlMappingNode body, YamlMappingNode? condition, CorrelationKind kind, List<Threshold> bounds)
    {
        var isRare = kind == CorrelationKind.Rare;
        var bound = bounds.Count == 0 ? new Threshold(isRare ? ThresholdOperator.Lte : ThresholdOperator.Gte, isRare ? 1 : DefaultContacts) : bounds[0];
        var at = (condition ?? body).Start;
        if (bounds.Count > 1 || (isRare ? bound.Operator is not (ThresholdOperator.Lt or ThresholdOperator.Lte) : !bound.IsMonotone))
        {
            throw new RuleException(at, isRare ? "a rare value has a 'condition' with lt or lte" : "a beacon has a 'condition' with gt or gte");
        }

        var (least, most) = isRare ? (1, MaxSubjects) : (MinContacts, MaxContacts);
        var number = bound.Operator is ThresholdOperator.Lt ? bound.Value - 1 : bound.Operator is ThresholdOperator.Gt ? bound.Value + 1 : bound.Value;
        return number == Math.Floor(number) && number >= least && number <= most ? bound : throw new RuleException(at, $"a {(isRare ? "rare value has" : "beacon has")} {least} to {most} {(isRare ? "subjects at most" : "contacts at least")}, a whole number");
    }

    private static double Number(YamlMappingNode condition, string name) =>
        double.TryParse(condition.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new RuleException(condition.Find(name)!.Start, $"'{condition.Text(name)}' is no number"); // the caller found it
}
