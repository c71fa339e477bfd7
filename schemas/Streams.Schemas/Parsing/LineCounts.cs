namespace Streams.Schemas.Parsing;

/// <summary>The account of a file: in = events + fragments + dead + health.</summary>
public readonly record struct LineCounts(long Events, long Fragments, long Dead, long Health)
{
    /// <summary>What came in: lines, an EventList counting its items.</summary>
    public long In => Events + Fragments + Dead + Health;
}
