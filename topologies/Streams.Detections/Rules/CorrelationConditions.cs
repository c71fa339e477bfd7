using System.Globalization;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Reads the <c>condition</c> of a correlation: one bound, or two that make a range.</summary>
internal static class CorrelationConditions
{
    private const double MaxPercentile = 100;

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
        kind is CorrelationKind.ValueCount or CorrelationKind.FirstSeen or CorrelationKind.ValueSum or CorrelationKind.ValueAverage or CorrelationKind.ValuePercentile;

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

    /// <exception cref="RuleException">It is no percentile.</exception>
    public static double Percentile(YamlMappingNode? condition)
    {
        if (condition?.Find("percentile") is not { } node)
        {
            return MaxPercentile / 2;
        }

        return Number(condition, "percentile") is >= 0 and <= MaxPercentile and var percentile ? percentile : throw new RuleException(node.Start, "a percentile is 0 to 100");
    }

    private static double Number(YamlMappingNode condition, string name) =>
        double.TryParse(condition.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new RuleException(condition.Find(name)!.Start, $"'{condition.Text(name)}' is no number"); // the caller found it
}
