namespace Streams.Detections.Correlations;

/// <summary>Every match of a plain rule.</summary>
public sealed record EachDefinition : CorrelationDefinition
{
    /// <inheritdoc/>
    public override string Type => "each";

    /// <inheritdoc/>
    public override string Condition => "";
}
