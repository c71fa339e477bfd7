namespace Streams.Detections.Correlations.Measures;

/// <summary>What a window of events amounts to.</summary>
public enum Measure : byte
{
    /// <summary>The number of events.</summary>
    Events,

    /// <summary>The number of distinct values.</summary>
    Values,
    Sum,
    Average,

    /// <summary>The least number that so many per cent of them do not exceed (nearest rank).</summary>
    Percentile,

    /// <summary>The middle number, the mean of the middle two where they are even.</summary>
    Median,
}
