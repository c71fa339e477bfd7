namespace Streams.Host.Matching;

/// <summary>What came of the lines of <c>streams match</c>.</summary>
internal sealed class MatchCounts
{
    public long Events { get; set; }

    public long Bytes { get; set; }

    public long Matches { get; set; }

    public long Errors { get; set; }
}
