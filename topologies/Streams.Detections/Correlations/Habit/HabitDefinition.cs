using System.Globalization;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Detections.Correlations.Habit;

/// <summary><c>streams.habit</c>: more new behaviour of an entity in a window than its own past makes one expect.</summary>
/// <param name="Weights">By class of habits (<see cref="HabitClasses"/>) what a surprise of it counts.</param>
/// <param name="Threshold">What the surprises of a window must cost together beyond what is expected.</param>
/// <param name="LongTimespan">A second, longer window; null: none.</param>
/// <param name="Except">Entities that are left out; one that ends with a star: all that begin so.</param>
public sealed record HabitDefinition(IReadOnlyDictionary<HabitClass, double> Weights, double Threshold, TimeSpan? LongTimespan, IReadOnlyList<string> Except)
    : CorrelationDefinition
{
    private const double MaxWeight = 10;
    private const string OfPrincipals = "streams.principal";
    private const string OfWorkloads = "streams.workload";

    /// <summary>What tells of principals.</summary>
    public static IReadOnlyList<EventSource> PrincipalSources { get; } = [EventSource.Audit];

    /// <summary>What tells of workloads; of their roll-outs the audit log.</summary>
    public static IReadOnlyList<EventSource> WorkloadSources { get; } = [EventSource.Kernel, EventSource.Dns, EventSource.Ebpf, EventSource.Audit];

    /// <inheritdoc/>
    public override string Type => "streams.habit";

    /// <inheritdoc/>
    public override string Condition =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"what is new ({string.Join(", ", Weights.Keys.Order().Select(c => c.Row().Name))}) exceeds what its habits make one expect by {Threshold}"
        );

    /// <inheritdoc/>
    public override bool IsObserved => true;

    /// <inheritdoc/>
    public override bool ReadsRules => false;

    /// <summary>Judged by stage B behind the watermark.</summary>
    public override bool IsMonotone => false;

    /// <inheritdoc/>
    public override bool JudgesBehaviour => true;

    /// <inheritdoc/>
    public override IReadOnlyList<EventSource> Sources => IsOfPrincipals ? PrincipalSources : WorkloadSources;

    private bool IsOfPrincipals => Weights.Keys.First().Row().Aspect == HabitAspect.Act;

    /// <inheritdoc/>
    public override IReadOnlyList<string> AlertGroup(IReadOnlyList<string> groupBy) => [IsOfPrincipals ? OfPrincipals : OfWorkloads];

    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        const string Complaint = "a habit has a 'condition' with gte, as in {gte: 4}";
        var bound = reader.Bound(Complaint) ?? new Threshold(ThresholdOperator.Gte, 4);
        if (bound.Operator != ThresholdOperator.Gte || bound.Value <= 0)
        {
            throw new RuleException((reader.Condition ?? reader.Body).Start, Complaint);
        }

        var weights = WeightsOf(reader.Body);
        var definition = new HabitDefinition(weights, bound.Value, LongOf(reader), reader.Body.Texts("except"));
        if (weights.Keys.Select(c => c.Row().Aspect == HabitAspect.Act).Distinct().Count() > 1)
        {
            throw new RuleException(
                reader.Body.Find("weights")!.Start,
                "a habit is of principals (secrets, exec, tokens, rbac, acts) or of workloads (the others), not of both"
            ); // just read
        }

        return reader.GroupBy.Count == 0
            ? definition
            : throw new RuleException(reader.Body.Find("group-by")!.Start, "a habit groups by the entity whose habit it is"); // just read
    }

    private static Dictionary<HabitClass, double> WeightsOf(RuleMap body)
    {
        var map = body.Map("weights") ?? throw body.Missing("weights", "a habit needs 'weights', as in {secrets: 1}");
        var weights = new Dictionary<HabitClass, double>();
        foreach (var row in HabitClasses.All)
        {
            if (map.Find(row.Name) is null)
            {
                continue;
            }

            var weight = Bounds.Number(map, row.Name);
            if (weight is <= 0 or > MaxWeight)
            {
                throw new RuleException(map.Find(row.Name)!.Start, $"a weight is more than 0 and at most {MaxWeight}"); // just found
            }

            weights.Add(row.Class, weight);
        }

        return weights.Count > 0
            ? weights
            : throw new RuleException(map.Start, $"'weights' names none of {string.Join(", ", HabitClasses.All.Select(r => r.Name))}");
    }

    private static TimeSpan? LongOf(CorrelationReader reader)
    {
        var (longer, shorter) = (reader.Span("long_timespan"), reader.Span("timespan"));
        return longer is null || longer > shorter
            ? longer
            : throw new RuleException(reader.Body.Find("long_timespan")!.Start, "'long_timespan' must be longer than 'timespan'"); // just read
    }
}
