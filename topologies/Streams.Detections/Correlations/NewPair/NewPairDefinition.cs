using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations.NewPair;

/// <summary><c>streams.new_pair</c>: two values that were never seen together, each of which has been known for the learning time: who never did what others do.</summary>
/// <param name="Values">The two fields.</param>
/// <param name="Learning">How long both values must be known before their pair is new; null: the option of the pipeline.</param>
public sealed record NewPairDefinition(IReadOnlyList<string> Values, TimeSpan? Learning) : FeatureDefinition
{
    private static readonly TimeSpan Burst = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string Type => "streams.new_pair";

    /// <inheritdoc/>
    public override string Condition => $"a {Values[0]} with a {Values[1]} it was never seen with, both known";

    /// <inheritdoc/>
    public override bool IsObserved => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Fields => Values;

    /// <inheritdoc/>
    public override TimeSpan? Suppress => Burst;

    /// <inheritdoc/>
    public override TimeSpan? Timespan => Burst;

    /// <summary>A pair is an alert of its own.</summary>
    public override IReadOnlyList<string> AlertGroup(IReadOnlyList<string> groupBy) => [.. groupBy, .. Values];

    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        var fields = reader.Fields();
        return fields.Count != 2 || fields[0] == fields[1]
                ? throw new RuleException((reader.Body.Find("field") ?? reader.Body.Node).Start, "a pair is of two 'field', as in [streams.principal, verb]")
            : fields.Intersect(reader.GroupBy).Any()
                ? throw new RuleException(
                    (reader.Body.Find("field") ?? reader.Body.Node).Start,
                    "a field of the pair is in 'group-by' as well: within a group of it nothing else has it"
                )
            : new NewPairDefinition(fields, reader.Span("learning"));
    }
}
