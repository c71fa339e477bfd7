namespace Streams.Host.Matching;

/// <summary>Takes in the lines of <c>streams match</c>.</summary>
internal interface ILineMatching
{
    /// <summary>What came of the lines so far.</summary>
    MatchCounts Counts { get; }

    /// <summary>A line that is not blank.</summary>
    void Process(ReadOnlyMemory<byte> line);
}
