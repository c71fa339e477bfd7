using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Schemas.Alerts;

/// <summary>An alert; written again under its id whenever it changes.</summary>
public sealed record Alert
{
    /// <summary>32 hex digits of a hash over rule, group and the completing event's time floored to the timespan.</summary>
    public required string Id { get; init; }

    public required string RuleId { get; init; }

    /// <summary>The rule set that found it, by its hash; empty where it was written before sets had one.</summary>
    public string RuleSet { get; init; } = "";

    public required string Title { get; init; }

    /// <summary>Sigma's level, lower case.</summary>
    public required string Level { get; init; }

    public required AlertStatus Status { get; init; }

    /// <summary>The time of the event that completed it, nanoseconds since the epoch.</summary>
    public required long Time { get; init; }

    public required long FirstSeen { get; init; }

    public required long LastSeen { get; init; }

    /// <summary>The events it rests on, those without evidence kept included.</summary>
    public required long Count { get; init; }

    public required EntitySet Entities { get; init; }

    /// <summary>ATT&amp;CK techniques, at most 5.</summary>
    public required IReadOnlyList<string> Attack { get; init; }

    public required IReadOnlyList<EventSource> Sources { get; init; }

    /// <summary>At most <see cref="MaxEvidence"/>, the first ones.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public AlertScore? Score { get; init; }

    /// <summary>What could not be seen.</summary>
    public required IReadOnlyList<string> BlindSpots { get; init; }

    /// <summary>The most evidence kept.</summary>
    public const int MaxEvidence = 12;
}
