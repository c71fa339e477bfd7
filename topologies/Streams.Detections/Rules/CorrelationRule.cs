namespace Streams.Detections.Rules;

/// <summary>A compiled correlation over the matches of other rules.</summary>
public sealed record CorrelationRule
{
    public required RuleMeta Meta { get; init; }

    public required CorrelationKind Kind { get; init; }

    /// <summary>The rules it reads, by id, in the order written.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The fields whose values name the group: for each input in turn the field as that input knows it (aliases applied).</summary>
    public required IReadOnlyList<IReadOnlyList<string>> GroupBy { get; init; }

    /// <summary>The window.</summary>
    public required TimeSpan Timespan { get; init; }

    /// <summary>The bound on the count, where the kind has one.</summary>
    public Threshold Threshold { get; init; } = new(ThresholdOperator.Gte, 1);

    /// <summary>The field that is counted (value_count) or new (first_seen).</summary>
    public string? ValueField { get; init; }

    /// <summary>How long after a subject's first event nothing is new (first_seen); null: the option of the pipeline.</summary>
    public TimeSpan? Learning { get; init; }

    /// <summary>The silent source (gap).</summary>
    public string? Source { get; init; }

    /// <summary>The model (score).</summary>
    public string? Model { get; init; }

    /// <summary>The least number of values in a window that a model judges (score).</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>A hash of everything that decides what the correlation says: state is kept by it. 16 hex digits.</summary>
    public required string ContentHash { get; init; }
}
