using Streams.Schemas.Entities;

namespace Streams.Detections.Rules;

/// <summary>What every rule says about itself.</summary>
public sealed record RuleMeta
{
    /// <summary>The rule's id; where the rule has none, <c>path#document</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name other rules refer to it by; empty where it has none.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required Level Level { get; init; }

    /// <summary>ATT&amp;CK techniques of the tags, upper case (<c>T1059.004</c>), at most 5.</summary>
    public required IReadOnlyList<string> Attack { get; init; }

    /// <summary>All tags, as written.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>What it finds, for a person; empty where it says nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>What looks like it and is harmless.</summary>
    public IReadOnlyList<string> FalsePositives { get; init; } = [];

    /// <summary>Where to read on.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public required string File { get; init; }

    /// <summary>From 1.</summary>
    public required long Line { get; init; }

    public string? Runbook { get; init; }

    public string? BlindSpots { get; init; }

    /// <summary>Fields whose values name the group, as written; empty: the default of the stage.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>A burst of matches ends after this time without one; null: the default of the kind.</summary>
    public TimeSpan? Suppress { get; init; }

    /// <summary>An alert lasts no longer than this, however long its burst goes on: then the next one begins; null: the default.</summary>
    public TimeSpan? Max { get; init; }

    /// <summary>The entities of which a value that an alert never had is news; null: the default.</summary>
    public IReadOnlyList<EntityKind>? Renew { get; init; }

    /// <summary>Of a filter: the time from which on it is no more; null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Of a filter: why what it leaves out is left out.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the rule makes alerts of its own, rather than being input to correlations only.</summary>
    public bool Alerts { get; init; } = true;
}
