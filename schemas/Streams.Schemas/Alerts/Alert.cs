using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
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

    /// <summary>The time of the event that completed it.</summary>
    public required Timestamp Time { get; init; }

    public required Timestamp FirstSeen { get; init; }

    public required Timestamp LastSeen { get; init; }

    /// <summary>The events it rests on, those without evidence kept included.</summary>
    public required long Count { get; init; }

    /// <summary>One value a kind: that of the first event that has one.</summary>
    public required EntitySet Entities { get; init; }

    /// <summary>Every distinct value of each entity with its count; empty where it was written before alerts had them.</summary>
    public IReadOnlyList<EntityValues> EntityValues { get; init; } = [];

    /// <summary>The values that name the group, by field: with the rule they are the alert's identity.</summary>
    public IReadOnlyList<NamedValue> Group { get; init; } = [];

    /// <summary>What this state has that the alert never had before, as <c>kind=value</c>; empty unless its status is <see cref="AlertStatus.Renewed"/>.</summary>
    public IReadOnlyList<string> News { get; init; } = [];

    /// <summary>The alert of the same group that ended before this one began; null: none, or none that is known.</summary>
    public string? Previous { get; init; }

    /// <summary>The alert of the storm that tells of this state in its place; its own id where it is that alert; null: it is told by itself.</summary>
    public string? Storm { get; init; }

    /// <summary>Whether a storm tells of this state in its place: it is listed, and nobody is called for it.</summary>
    public bool IsFolded => Storm is not null && Storm != Id;

    /// <summary>What was counted or measured, and the limit; null where the rule counts nothing.</summary>
    public AlertMeasure? Measure { get; init; }

    /// <summary>The value that is new or rare; null where the rule looks for none.</summary>
    public string? NewValue { get; init; }

    /// <summary>The rule's tags, as written.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the rule finds, for a person.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where to read on.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>What looks like it and is harmless.</summary>
    public IReadOnlyList<string> FalsePositives { get; init; } = [];

    /// <summary>ATT&amp;CK techniques, at most 5.</summary>
    public required IReadOnlyList<string> Attack { get; init; }

    public required IReadOnlyList<EventSource> Sources { get; init; }

    /// <summary>At most <see cref="MaxEvidence"/>: the first ones, the completing one, the last ones.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public AlertScore? Score { get; init; }

    /// <summary>Why stage B found it; null where a rule alone did.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>How sure a model is, 0 to 1; null where what was measured is no probability.</summary>
    public double? Confidence =>
        Score is { Model.Length: > 0 } score && Explanation is null or { Unit: ExplanationUnits.Probability } ? Math.Clamp(score.Value, 0, 1) : null;

    /// <summary>What could not be seen.</summary>
    public required IReadOnlyList<string> BlindSpots { get; init; }

    /// <summary>The most evidence kept.</summary>
    public const int MaxEvidence = 12;
}
