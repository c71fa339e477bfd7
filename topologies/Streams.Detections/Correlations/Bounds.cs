using System.Globalization;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations;

/// <summary>Reads the bounds of a <c>condition</c>: one, or two that make a range.</summary>
internal static class Bounds
{
    private static readonly Dictionary<string, ThresholdOperator> Operators = new(StringComparer.Ordinal)
    {
        ["gt"] = ThresholdOperator.Gt,
        ["gte"] = ThresholdOperator.Gte,
        ["lt"] = ThresholdOperator.Lt,
        ["lte"] = ThresholdOperator.Lte,
        ["eq"] = ThresholdOperator.Eq,
        ["neq"] = ThresholdOperator.Neq,
    };

    /// <exception cref="RuleException">A bound is no number, or no number meets them all.</exception>
    public static IReadOnlyList<Threshold> Read(RuleMap? condition)
    {
        var bounds = new List<Threshold>();
        foreach (var (name, op) in Operators)
        {
            if (condition?.Find(name) is not null)
            {
                bounds.Add(new Threshold(op, Number(condition, name)));
            }
        }

        if (bounds.Count(b => b.IsMonotone) > 1 || bounds.Count(b => b.Operator is ThresholdOperator.Lt or ThresholdOperator.Lte) > 1)
        {
            throw new RuleException(condition!.Start, "two bounds of one side: the wider of them does nothing"); // it has bounds
        }

        return bounds.Count > 1 && bounds.Max(LeastOf) > bounds.Min(MostOf)
            ? throw new RuleException(condition!.Start, "no number meets these bounds")
            : bounds; // it has bounds
    }

    /// <summary>The least whole number that meets lower bounds; 1 where there is none.</summary>
    public static int LeastWhole(IReadOnlyList<Threshold> bounds)
    {
        var least = 1.0;
        foreach (var bound in bounds)
        {
            least = Math.Max(least, bound.Operator == ThresholdOperator.Gt ? Math.Floor(bound.Value) + 1 : Math.Ceiling(bound.Value));
        }

        return (int)Math.Min(least, int.MaxValue);
    }

    /// <exception cref="RuleException">The value is no finite number.</exception>
    public static double Number(RuleMap map, string name) =>
        double.TryParse(map.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new RuleException(map.Find(name)!.Start, $"'{map.Text(name)}' is no number"); // the caller found it

    private static double LeastOf(Threshold bound) =>
        bound.Operator is ThresholdOperator.Gt or ThresholdOperator.Gte or ThresholdOperator.Eq ? bound.Value : double.MinValue;

    private static double MostOf(Threshold bound) =>
        bound.Operator is ThresholdOperator.Lt or ThresholdOperator.Lte or ThresholdOperator.Eq ? bound.Value : double.MaxValue;
}
