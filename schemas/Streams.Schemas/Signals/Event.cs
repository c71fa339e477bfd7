using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Schemas.Signals;

/// <summary>An event as the <c>events</c> topic holds it: compact, for a SIEM, hunting and retraining.</summary>
public sealed record Event
{
    /// <summary>32 hex digits: see <see cref="EventIdentity"/>.</summary>
    public required string Id { get; init; }

    public required EventSource Source { get; init; }

    public required EventType Type { get; init; }

    /// <summary>Its time, or <see cref="Timestamp.Unknown"/>.</summary>
    public required Timestamp Time { get; init; }

    public required TimeSource TimeSource { get; init; }

    public required Provenance Provenance { get; init; }

    public required EntitySet Entities { get; init; }

    /// <summary>The ids of the rules the event matched.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>What happened, in a few words: the verb and object, the command, the question, the flow.</summary>
    public required string Summary { get; init; }
}
