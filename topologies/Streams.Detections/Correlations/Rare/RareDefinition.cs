using System.Globalization;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations.Rare;

/// <summary><c>streams.rare</c>: a value that no more than so many subjects were seen with in the timespan.</summary>
/// <param name="Values">The fields whose values together are the value.</param>
/// <param name="MostSubjects">The most subjects that a rare value has.</param>
/// <param name="Scope">The fields within whose values another counts as the same.</param>
/// <param name="Learning">How long after the correlation's own first event nothing is rare; null: the timespan.</param>
public sealed record RareDefinition(IReadOnlyList<string> Values, int MostSubjects, IReadOnlyList<string> Scope, TimeSpan? Learning) : FeatureDefinition
{
    private const int Most = 1_000;
    private static readonly TimeSpan Burst = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override string Type => "streams.rare";

    /// <inheritdoc/>
    public override string Condition => string.Create(CultureInfo.InvariantCulture, $"a value of {string.Join(", ", Values)} that at most {MostSubjects} have");

    /// <inheritdoc/>
    public override bool IsObserved => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Fields => Values;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OtherFields => Scope;

    /// <inheritdoc/>
    public override string? Doubt => Learning == TimeSpan.Zero ? LearnsNothing : null;

    /// <inheritdoc/>
    public override TimeSpan? Suppress => Burst;

    /// <summary>A rare value is kept under the value, for its subjects must meet.</summary>
    public override IReadOnlyList<string> Subject(IReadOnlyList<string> groupBy) => [.. Scope, .. Values];

    /// <summary>What is observed of it is who has it, or the event itself.</summary>
    public override IReadOnlyList<string> Observed(IReadOnlyList<string> groupBy) => groupBy;

    /// <inheritdoc/>
    public override IReadOnlyList<string> AlertGroup(IReadOnlyList<string> groupBy) => groupBy.Count > 0 ? groupBy : [.. Scope, .. Values];

    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        const string Complaint = "a rare value has a 'condition' with lt or lte";
        var bound = reader.Bound(Complaint) ?? new Threshold(ThresholdOperator.Lte, 1);
        var most = bound.Operator == ThresholdOperator.Lt ? Math.Ceiling(bound.Value) - 1 : Math.Floor(bound.Value);
        return bound.Operator is not (ThresholdOperator.Lt or ThresholdOperator.Lte)
                ? throw new RuleException((reader.Condition ?? reader.Body).Start, Complaint)
            : bound.Value != Math.Floor(bound.Value) || most is < 1 or > Most
                ? throw new RuleException((reader.Condition ?? reader.Body).Start, $"a rare value has 1 to {Most} subjects at most, a whole number")
            : new RareDefinition(reader.FieldsWithin(), (int)most, ScopeOf(reader), reader.Body.Duration("learning"));
    }

    private static IReadOnlyList<string> ScopeOf(CorrelationReader reader)
    {
        var (scope, node) = (reader.Body.Texts("scope"), reader.Body.Find("scope"));
        return node is null ? []
            : scope.FirstOrDefault(reader.Fields().Contains) is { } judged
                ? throw new RuleException(node.Start, $"'{judged}' is what is judged: a scope is where it is counted, as its namespace")
            : reader.GroupBy.Count > 0 && !reader.GroupBy.Except(scope).Any()
                ? throw new RuleException(node.Start, "the subject is in 'scope' as well: within it there is no other, and every value is rare")
            : scope;
    }
}
