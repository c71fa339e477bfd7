using Streams.Schemas.Events;

namespace Streams.Schemas.Signals;

/// <summary>One event that an alert rests on.</summary>
public sealed record Evidence
{
    public required string EventId { get; init; }

    public required EventSource Source { get; init; }

    /// <summary>Its time.</summary>
    public required Timestamp Time { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>What of the event is shown, without secrets, in at most <see cref="MaxExcerpt"/> bytes; where there is more, the middle is cut out and marked.</summary>
    public required string Excerpt { get; init; }

    /// <summary>The longest excerpt, bytes.</summary>
    public const int MaxExcerpt = 2048;
}
