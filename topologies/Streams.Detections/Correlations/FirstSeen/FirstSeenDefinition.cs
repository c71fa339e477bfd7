namespace Streams.Detections.Correlations.FirstSeen;

/// <summary><c>streams.first_seen</c>: a value that its subject was never seen with, once the subject is known for the learning time. Several fields are one value together.</summary>
/// <param name="Values">The fields.</param>
/// <param name="Learning">How long after a subject's first event nothing is new; null: the option of the pipeline.</param>
public sealed record FirstSeenDefinition(IReadOnlyList<string> Values, TimeSpan? Learning) : FeatureDefinition
{
    private static readonly TimeSpan Burst = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string Type => "streams.first_seen";

    /// <inheritdoc/>
    public override string Condition => $"{(Values.Count == 1 ? "a value" : "a combination of values")} of {string.Join(", ", Values)} never seen before";

    /// <inheritdoc/>
    public override bool IsObserved => true;

    /// <inheritdoc/>
    public override bool IsSighted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Fields => Values;

    /// <inheritdoc/>
    public override string? Doubt => Learning == TimeSpan.Zero ? LearnsNothing : null;

    /// <inheritdoc/>
    public override TimeSpan? Suppress => Burst;

    /// <inheritdoc/>
    public override TimeSpan? Timespan => TimeSpan.FromMinutes(1);

    /// <summary>A combination that is new is an alert of its own: one of its values may be long known.</summary>
    public override IReadOnlyList<string> AlertGroup(IReadOnlyList<string> groupBy) => Values.Count == 1 ? groupBy : [.. groupBy, .. Values];

    internal static CorrelationDefinition Read(CorrelationReader reader) => new FirstSeenDefinition(reader.FieldsWithin(), reader.Body.Duration("learning"));
}
