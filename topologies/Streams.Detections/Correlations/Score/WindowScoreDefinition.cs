using System.Globalization;
using Streams.Detections.Correlations.Habit;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

namespace Streams.Detections.Correlations.Score;

/// <summary><c>streams.score</c> over windows of features: one that the model in force scores at or over its threshold.</summary>
/// <param name="Set">The set of features (<see cref="Sets"/>).</param>
/// <param name="Model">The model; null: any of the set.</param>
/// <param name="Threshold">What a score must reach; null: the model's own threshold.</param>
public sealed record WindowScoreDefinition(string Set, string? Model, double? Threshold) : CorrelationDefinition
{
    private const string OfPrincipals = "streams.principal";
    private const string OfWorkloads = "streams.workload";

    /// <summary>The sets that can be scored.</summary>
    public static IReadOnlyList<string> Sets { get; } = ["principal", "workload", "dns"];

    /// <inheritdoc/>
    public override string Type => "streams.score";

    /// <inheritdoc/>
    public override string Condition =>
        $"a window of features.{Set} that {Model ?? "a promoted model"} scores at {(Threshold is { } bound ? bound.ToString(CultureInfo.InvariantCulture) : "its threshold")} or more";

    /// <inheritdoc/>
    public override bool IsObserved => true;

    /// <inheritdoc/>
    public override bool ReadsRules => false;

    /// <summary>Judged by stage B when the watermark has closed the window.</summary>
    public override bool IsMonotone => false;

    /// <inheritdoc/>
    public override bool JudgesBehaviour => true;

    /// <inheritdoc/>
    public override IReadOnlyList<EventSource> Sources => IsOfPrincipals ? HabitDefinition.PrincipalSources : HabitDefinition.WorkloadSources;

    private bool IsOfPrincipals => Set == Sets[0];

    /// <inheritdoc/>
    public override IReadOnlyList<string> AlertGroup(IReadOnlyList<string> groupBy) => [IsOfPrincipals ? OfPrincipals : OfWorkloads];

    internal static WindowScoreDefinition Read(CorrelationReader reader)
    {
        const string Complaint = "a score over windows has no 'condition' (the model's threshold), or one with gte, as in {gte: 0.9}";
        var (body, set) = (reader.Body, reader.Body.Text("set")!); // whoever calls has seen it
        if (!Sets.Contains(set))
        {
            throw new RuleException(body.Find("set")!.Start, $"'{set}' is no set of features; write one of {string.Join(", ", Sets)}"); // as above
        }

        if (reader.GroupBy.Count > 0)
        {
            throw new RuleException(body.Find("group-by")!.Start, "a score over windows groups by the entity whose windows they are"); // just read
        }

        var bound = reader.Bound(Complaint);
        return bound is null or { Operator: ThresholdOperator.Gte }
            ? new WindowScoreDefinition(set, body.Text("model"), bound?.Value)
            : throw new RuleException(reader.Condition!.Start, Complaint); // it has a bound
    }
}
