using Streams.Models.Scoring;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;
using static Streams.Topologies.Tests.Observe.Habits.HabitActs;

namespace Streams.Topologies.Tests.Observe.Habits;

/// <summary>What looks like a habit and is none, and what looks like a mistake and is none.</summary>
public sealed class HabitTrapTests
{
    private const double End = 100_000;
    private const string Secrets =
        "title: s\nid: s\nlevel: medium\ncorrelation: {type: streams.habit, weights: {secrets: 1}, timespan: 10m, long_timespan: 24h, condition: {gte: 4}}\n";
    private const string Denied =
        "title: d\nid: d\nlevel: medium\ncorrelation: {type: streams.habit, weights: {denied: 1}, timespan: 10m, long_timespan: 24h, condition: {gte: 4}}\n";

    private static readonly Behaviour[] Life = [.. Enumerable.Range(0, 60).Select(i => Act("read", i * 30))];
    private static readonly Behaviour[] Theft = [.. Enumerable.Range(0, 3).Select(i => Act($"get secrets s{i}", 2_000 + (i * 30)))];
    private static readonly Behaviour[] Probes = [.. Enumerable.Range(0, 3).Select(i => Probe(i, 2_000 + (i * 65), "40000"))];

    [Fact]
    public void Habits_belong_to_a_cluster()
    {
        var elsewhere = Theft.Select((t, i) => t with { Cluster = "other", Evidence = t.Evidence with { Time = Some.At(100 + i) } });

        var alone = Run(Secrets, EventSource.Audit, [.. Life, .. Theft]);
        var known = Run(Secrets, EventSource.Audit, [.. Life, .. elsewhere, .. Theft]);

        Assert.NotEmpty(alone);
        Assert.Equal(alone, known);
        Assert.Empty(Run(Secrets, EventSource.Audit, [.. Life, .. Theft.Select(t => t with { Cluster = "other" })]));
    }

    /// <summary>A packet that nobody answered is sent again from its own port; a program that tries again opens another.</summary>
    [Theory]
    [InlineData("40000", true)]
    [InlineData("40001", false)]
    public void A_packet_that_is_sent_again_is_no_second_try(string port, bool isFound)
    {
        Behaviour[] again = [.. Enumerable.Range(0, 3).Select(i => Probe(i, 2_020 + (i * 65), port))];

        Assert.Equal(isFound, Run(Denied, EventSource.Kernel, [.. Flows(), .. Probes, .. again]).Count > 0);
    }

    private static IEnumerable<Behaviour> Flows() => Enumerable.Range(0, 60).Select(i => Flow(HabitClass.Inside, $"shop/db:{5432 + (i % 3)}", i * 30, "50000"));

    private static Behaviour Probe(int number, double at, string port) => Flow(HabitClass.Denied, $"shop/t{number}:80", at, port);

    private static Behaviour Flow(HabitClass @class, string destination, double at, string port)
    {
        var act = Act($"{destination} {port}", at);
        return act with
        {
            Class = (int)@class,
            Entity = "shop/web",
            Value = destination,
            Act = null,
            Detail = port,
            Entities = new EntitySet { [EntityKind.Workload] = "shop/web" },
            Evidence = act.Evidence with { Source = EventSource.Kernel },
        };
    }

    private static List<string> Run(string rule, EventSource source, Behaviour[] behaviours)
    {
        var output = new Output();
        var stage = new ObserveStage(
            RuleRegistry.Of(Some.Plan(rule)),
            new ObserveOptions(),
            new PipelineShape(new Dictionary<string, EventSource> { ["a-0"] = source }, 1),
            new Dictionary<string, INameScorer>(),
            ObserveState.Volatile(),
            output
        );
        stage.Restored();
        foreach (var behaviour in behaviours)
        {
            stage.Process(behaviour);
        }

        stage.Process(Some.Watermark("a-0", source, End, ("n", End)));
        return output.Found;
    }

    private sealed class Output : IObserveOutput
    {
        public List<string> Found { get; } = [];

        public void Signal(Signal signal) => Found.Add($"{signal.Time} {signal.Evidence.EventId} {signal.Score:R}");

        public void Unknown(Observation observation) { }

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }
}
