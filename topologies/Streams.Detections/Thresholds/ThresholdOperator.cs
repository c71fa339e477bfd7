namespace Streams.Detections.Thresholds;

/// <summary>Sigma's comparisons of a correlation's condition.</summary>
public enum ThresholdOperator : byte
{
    Gt,
    Gte,
    Lt,
    Lte,
    Eq,
    Neq,
}
