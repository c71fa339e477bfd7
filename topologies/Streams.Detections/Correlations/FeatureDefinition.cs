namespace Streams.Detections.Correlations;

/// <summary>A correlation that stage B runs: it observes values of subjects.</summary>
public abstract record FeatureDefinition : CorrelationDefinition
{
    /// <summary>What is to be said of a type that learns for no time.</summary>
    protected const string LearnsNothing = "'learning: 0s' learns nothing: at the start, and of each subject that is new, every value is one it finds";

    /// <summary>The fields of the key that B keeps its state by.</summary>
    public virtual IReadOnlyList<string> Subject(IReadOnlyList<string> groupBy) => groupBy;

    /// <summary>The fields whose values together are observed of it; empty: the event itself.</summary>
    public virtual IReadOnlyList<string> Observed(IReadOnlyList<string> groupBy) => Fields;

    /// <summary>Whether the subject of an event of no known pod is its source address.</summary>
    public virtual bool IsByAddress => false;

    /// <summary>Whether it must know a subject's first event of any kind, not of its rules alone.</summary>
    public virtual bool IsSighted => false;
}
