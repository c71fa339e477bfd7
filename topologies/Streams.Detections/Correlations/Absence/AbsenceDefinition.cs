using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations.Absence;

/// <summary><c>streams.absence</c>: the first of its rules, and none of the others in the timespan before it and, where it says so, for a time after it.</summary>
/// <param name="Until">How long after the first none of the others may follow; null: they may.</param>
/// <param name="NeedsProof">Whether it says that the others did not happen; else it only leaves out what they tell of, and is told where nobody could hear them.</param>
public sealed record AbsenceDefinition(TimeSpan? Until, bool NeedsProof) : CorrelationDefinition
{
    /// <inheritdoc/>
    public override string Type => "streams.absence";

    /// <inheritdoc/>
    public override string Condition =>
        Until is null ? "the first, without any of the others before it" : "the first, without any of the others before or after it";

    /// <inheritdoc/>
    public override bool IsMonotone => false;

    /// <inheritdoc/>
    public override bool NeedsProof { get; } = NeedsProof;

    /// <inheritdoc/>
    public override bool IsAbsent(int input) => input > 0;

    /// <inheritdoc/>
    public override bool JudgesClosedWindows => Until is not null;

    internal static CorrelationDefinition Read(CorrelationReader reader) =>
        reader.Rules.Count >= 2
            ? new AbsenceDefinition(reader.Span("until"), reader.Body.Flag("proof", otherwise: true))
            : throw new RuleException(reader.RulesAt, "an absence needs two rules: what happened, and what should have come before it");
}
