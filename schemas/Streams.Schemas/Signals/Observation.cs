namespace Streams.Schemas.Signals;

/// <summary>An (event, feature key) pair for stage B, with the signals it sends on when the feature says so.</summary>
public sealed record Observation
{
    /// <summary>The content hash of the correlation of B it is for.</summary>
    public required CorrelationHash Correlation { get; init; }

    /// <summary>The feature key: the subject (a workload, a pod …).</summary>
    public required string Subject { get; init; }

    /// <summary>What is observed of the subject: a destination, a name.</summary>
    public required string Value { get; init; }

    /// <summary>The signals, complete but for the score.</summary>
    public required IReadOnlyList<Signal> Signals { get; init; }

    /// <summary>The event; the signals share it.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Whether it only says that the subject was seen, by an event of any kind: nothing is observed of it.</summary>
    public bool IsSighting => Signals.Count == 0;
}
