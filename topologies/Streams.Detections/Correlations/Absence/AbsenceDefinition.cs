using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations.Absence;

/// <summary><c>streams.absence</c>: the first of its rules, and none of the others in the timespan before it.</summary>
public sealed record AbsenceDefinition : CorrelationDefinition
{
    /// <inheritdoc/>
    public override string Type => "streams.absence";

    /// <inheritdoc/>
    public override string Condition => "the first, without any of the others before it";

    /// <inheritdoc/>
    public override bool IsMonotone => false;

    /// <inheritdoc/>
    public override bool NeedsProof => true;

    internal static CorrelationDefinition Read(CorrelationReader reader) =>
        reader.Rules.Count >= 2
            ? new AbsenceDefinition()
            : throw new RuleException(reader.RulesAt, "an absence needs two rules: what happened, and what should have come before it");
}
