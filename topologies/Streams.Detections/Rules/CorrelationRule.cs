namespace Streams.Detections.Rules;

/// <summary>A compiled correlation over the matches of other rules.</summary>
public sealed record CorrelationRule
{
    /// <summary>The length of a content hash: hex digits.</summary>
    public const int HashLength = 16;

    public required RuleMeta Meta { get; init; }

    public required CorrelationKind Kind { get; init; }

    /// <summary>The rules it reads, by id, in the order written.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The fields whose values name the group: for each input in turn the field as that input knows it (aliases applied).</summary>
    public required IReadOnlyList<IReadOnlyList<string>> GroupBy { get; init; }

    /// <summary>The window.</summary>
    public required TimeSpan Timespan { get; init; }

    /// <summary>The bounds on what is counted, where the kind has any; all of them hold where it matches.</summary>
    public IReadOnlyList<Threshold> Bounds { get; init; } = [new(ThresholdOperator.Gte, 1)];

    /// <summary>The first of the bounds.</summary>
    public Threshold Threshold => Bounds[0];

    /// <summary>Whether it may match as soon as the events are there, for no later or earlier one can undo it; else it matches behind the watermark only.</summary>
    public bool IsMonotone { get; init; } = true;

    /// <summary>Whether it is judged once for each window, when the watermark has closed it: an upper bound, an exact number, or its opposite.</summary>
    public bool JudgesClosedWindows => Kind is CorrelationKind.EventCount or CorrelationKind.ValueCount or CorrelationKind.ValueSum or CorrelationKind.ValueAverage or CorrelationKind.ValuePercentile && Bounds.Any(b => !b.IsMonotone);

    /// <summary>The fields whose values are counted together (value_count), added up or new (first_seen).</summary>
    public IReadOnlyList<string> ValueFields { get; init; } = [];

    /// <summary>The first of the counted fields; null where none is counted.</summary>
    public string? ValueField => ValueFields.Count == 0 ? null : ValueFields[0];

    /// <summary>Of value_percentile: which, 0 to 100.</summary>
    public double Percentile { get; init; } = 50;

    /// <summary>How long after a subject's first event nothing is new (first_seen; null: the option of the pipeline), or after the correlation's own nothing is rare (null: the timespan).</summary>
    public TimeSpan? Learning { get; init; }

    /// <summary>The silent source (gap).</summary>
    public string? Source { get; init; }

    /// <summary>The model (score).</summary>
    public string? Model { get; init; }

    /// <summary>The least number of values in a window that a model judges (score).</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>The fields within whose values another counts as the same (rare).</summary>
    public IReadOnlyList<string> Scope { get; init; } = [];

    /// <summary>The most that the intervals of a beacon spread, as a part of their median.</summary>
    public double Jitter { get; init; }

    /// <summary>Contacts nearer to each other than this are one beat (beacon).</summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>The most subjects that a rare value has.</summary>
    public int MostSubjects => (int)(Threshold.Operator == ThresholdOperator.Lt ? Math.Ceiling(Threshold.Value) - 1 : Math.Floor(Threshold.Value));

    /// <summary>The least number of contacts of a beacon.</summary>
    public int LeastContacts => (int)(Threshold.Operator == ThresholdOperator.Gt ? Math.Floor(Threshold.Value) + 1 : Math.Ceiling(Threshold.Value));

    /// <summary>What groups the alerts of a kind that stage B judges: the subject, unless the rule says otherwise; a beacon's destination as well, and a rare value that has no subject, within its scope.</summary>
    public IReadOnlyList<string> AlertGroup => Meta.GroupBy.Count > 0 ? Meta.GroupBy
        : Kind == CorrelationKind.Beacon || (Kind == CorrelationKind.Rare && GroupBy[0].Count == 0) ? [.. GroupBy[0], .. Scope, .. ValueFields]
        : GroupBy[0];

    /// <summary>The fields whose values name the group of its alerts, as the rule names them; empty: one group, or the default group of a plain rule.</summary>
    public IReadOnlyList<string> GroupFields => Kind.IsObserved() ? AlertGroup : GroupBy.Count > 0 ? GroupNames ?? GroupBy[0] : [];

    /// <summary>The fields of the group as the rule names them, aliases not applied; null: they have none.</summary>
    public IReadOnlyList<string>? GroupNames { get; init; }

    /// <summary>
    /// A hash of everything that decides how the correlation joins what it reads, the correlations among its inputs included: state is kept by it.
    /// The conditions of detections are not part of it, nor is what a rule says of itself: a rule may be tuned while its groups and alerts go on.
    /// </summary>
    public required string ContentHash { get; init; }
}
