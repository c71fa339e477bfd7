namespace Streams.Host.Matching;

/// <summary>Takes in the lines of <c>streams match</c>.</summary>
internal interface ILineMatching
{
    /// <summary>What came of the lines so far.</summary>
    MatchCounts Counts { get; }

    /// <summary>Why the first line that could not be read could not; null where there was none.</summary>
    string? FirstError { get; }

    /// <summary>A line that is not blank.</summary>
    void Process(ReadOnlyMemory<byte> line);
}
