namespace Streams.Detections.Rules;

/// <summary>The kinds of correlation, Sigma's and ours. The number is on the wire: append only.</summary>
public enum CorrelationKind : byte
{
    /// <summary>Every match of a plain rule.</summary>
    Each = 0,
    EventCount = 1,
    ValueCount = 2,
    Temporal = 3,
    TemporalOrdered = 4,
    FirstSeen = 5,
    Absence = 6,
    Gap = 7,
    Score = 8,
    ValueSum = 9,
    ValueAverage = 10,
    ValuePercentile = 11,
    Rare = 12,
    Beacon = 13,
}
