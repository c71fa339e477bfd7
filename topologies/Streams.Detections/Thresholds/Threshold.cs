using System.Globalization;

namespace Streams.Detections.Thresholds;

/// <summary>A bound: <c>gte: 5</c>.</summary>
/// <param name="Operator">The comparison.</param>
/// <param name="Value">The number compared with.</param>
public readonly record struct Threshold(ThresholdOperator Operator, double Value)
{
    /// <summary>Whether once true it stays true as the count grows, so that it may fire at once.</summary>
    public bool IsMonotone => Operator is ThresholdOperator.Gt or ThresholdOperator.Gte;

    /// <summary>Whether a count meets the bound.</summary>
    public bool IsMet(double count) =>
        Operator switch
        {
            ThresholdOperator.Gt => count > Value,
            ThresholdOperator.Gte => count >= Value,
            ThresholdOperator.Lt => count < Value,
            ThresholdOperator.Lte => count <= Value,
            ThresholdOperator.Eq => count == Value,
            _ => count != Value,
        };

    /// <summary>Whether all of them stay true as the count grows.</summary>
    public static bool AreMonotone(IReadOnlyList<Threshold> bounds)
    {
        foreach (var bound in bounds)
        {
            if (!bound.IsMonotone)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a count meets all of them.</summary>
    public static bool AreMet(IReadOnlyList<Threshold> bounds, double count)
    {
        foreach (var bound in bounds)
        {
            if (!bound.IsMet(count))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bounds in words: <c>at least 5 and at most 10</c>.</summary>
    public static string Words(IReadOnlyList<Threshold> bounds) =>
        string.Join(
            " and ",
            bounds.Select(b =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{b.Operator switch
    {
        ThresholdOperator.Gt => "more than",
        ThresholdOperator.Gte => "at least",
        ThresholdOperator.Lt => "less than",
        ThresholdOperator.Lte => "at most",
        ThresholdOperator.Eq => "exactly",
        _ => "other than",
    }} {b.Value}"
                )
            )
        );

    /// <summary>Bounds as signs: <c>&gt;= 5, &lt;= 10</c>.</summary>
    public static string Signs(IReadOnlyList<Threshold> bounds) =>
        string.Join(
            ", ",
            bounds.Select(b =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{b.Operator switch
    {
        ThresholdOperator.Gt => ">",
        ThresholdOperator.Gte => ">=",
        ThresholdOperator.Lt => "<",
        ThresholdOperator.Lte => "<=",
        ThresholdOperator.Eq => "=",
        _ => "!=",
    }} {b.Value}"
                )
            )
        );
}
