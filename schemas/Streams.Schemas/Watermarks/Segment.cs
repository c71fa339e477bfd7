using Streams.Schemas.Events;

namespace Streams.Schemas.Watermarks;

/// <summary>A stretch of event time in which a source of a node was never silent for <see cref="MinGap"/>.</summary>
/// <param name="Since">Its first event.</param>
/// <param name="Until">Its last event so far.</param>
/// <param name="Count">The number of its events.</param>
public readonly record struct Segment(Timestamp Since, Timestamp Until, long Count)
{
    /// <summary>Silence shorter than this does not end a segment: 10 s.</summary>
    public const long MinGap = 10_000_000_000;
}
