namespace Streams.Topologies.Correlate.Patterns;

/// <summary>What of a window's signals is compared with the bounds. The number is in the state: append only.</summary>
public enum Measure : byte
{
    Count = 0,
    Distinct = 1,
    Sum = 2,
    Average = 3,
    Percentile = 4,
}
