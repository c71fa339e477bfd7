namespace Streams.Detections.Correlations;

/// <summary>A correlation that stage B runs: it observes values of subjects.</summary>
public abstract record FeatureDefinition : CorrelationDefinition
{
    /// <summary>The fields of the key that B keeps its state by.</summary>
    public virtual IReadOnlyList<string> Subject(IReadOnlyList<string> groupBy) => groupBy;

    /// <summary>The fields whose values together are observed of it; empty: the event itself.</summary>
    public virtual IReadOnlyList<string> Observed(IReadOnlyList<string> groupBy) => Fields;

    /// <summary>Whether the subject of an event of no known pod is its source address.</summary>
    public virtual bool IsByAddress => false;

    /// <summary>Whether it must know a subject's first event of any kind, not of its rules alone.</summary>
    public virtual bool IsSighted => false;
}
