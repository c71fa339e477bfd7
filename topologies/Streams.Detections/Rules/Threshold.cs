namespace Streams.Detections.Rules;

/// <summary>A bound: <c>gte: 5</c>.</summary>
/// <param name="Operator">The comparison.</param>
/// <param name="Value">The number compared with.</param>
public readonly record struct Threshold(ThresholdOperator Operator, double Value)
{
    /// <summary>Whether once true it stays true as the count grows, so that it may fire at once.</summary>
    public bool IsMonotone => Operator is ThresholdOperator.Gt or ThresholdOperator.Gte;

    /// <summary>Whether a count meets the bound.</summary>
    public bool IsMet(double count) => Operator switch
    {
        ThresholdOperator.Gt => count > Value,
        ThresholdOperator.Gte => count >= Value,
        ThresholdOperator.Lt => count < Value,
        ThresholdOperator.Lte => count <= Value,
        ThresholdOperator.Eq => count == Value,
        _ => count != Value,
    };
}
