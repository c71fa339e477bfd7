using Streams.Models.Scoring;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Observe;

public sealed class ObserveStageTests
{
    private const string Rules =
        Some.QuietA
        + """
            title: new
            id: new
            name: new
            correlation: {type: streams.first_seen, rules: [a], group-by: [streams.workload], field: streams.destination, learning: 60s}
            level: low
            """;

    [Theory]
    [InlineData(50, 0)]
    [InlineData(70, 1)]
    public void First_seen_learns_from_the_first_observation_where_nothing_was_seen_before(double at, int expected)
    {
        var (stage, output, hash) = Make();
        stage.Process(Observation(hash, 0, "known"));
        stage.Process(Observation(hash, at, "other"));
        stage.Process(Some.Watermark("k-0", EventSource.Kernel, 500, ("n", 500)));

        Assert.Equal(expected, output.Signals.Count);
    }

    [Fact]
    public void First_seen_learns_from_the_subjects_first_event_of_any_kind()
    {
        var (stage, output, hash) = Make();
        stage.Process(Observation(hash, 70, "first destination ever"));
        stage.Process(Sighting(hash, 5));
        stage.Process(Sighting(hash, 30));
        stage.Process(Some.Watermark("k-0", EventSource.Kernel, 500, ("n", 500)));

        Assert.Single(output.Signals);
    }

    [Fact]
    public void First_seen_of_one_subject_is_bounded_and_counts_what_it_judges_early()
    {
        var (stage, _, hash) = Make();
        for (var i = 0; i < 2_100; i++)
        {
            stage.Process(Observation(hash, i / 100.0, $"v{i}"));
        }

        Assert.Equal(100, stage.Counts.Overflow);
    }

    [Fact]
    public void First_seen_of_many_subjects_forgets_those_quiet_longest()
    {
        var state = ObserveState.Volatile();
        var (stage, _, hash) = Make(state, new ObserveOptions { MaxSubjects = 50 });
        for (var i = 0; i < 500; i++)
        {
            stage.Process(Sighting(hash, i, $"w{i}"));
        }

        Assert.InRange(state.FirstSeen.Keys.Count, 40, 50);
        Assert.Contains($"{hash}w499", state.FirstSeen.Keys);
    }

    [Fact]
    public void First_seen_of_a_value_that_is_known_writes_nothing_of_what_is_known_and_goes_on_after_a_restart()
    {
        var store = new FakeStore();
        var (stage, _, hash) = Make(Stored(store, out var flush));
        for (var i = 0; i < 1_000; i++)
        {
            stage.Process(Observation(hash, i / 20.0, $"v{i}"));
        }

        stage.Process(Some.Watermark("k-0", EventSource.Kernel, 70, ("n", 70)));
        flush();
        var (known, learned) = (store.Scan("first"u8.ToArray()).Select(v => v.Value).ToArray(), store.Scan("waiting"u8.ToArray()).Count());

        stage.Process(Observation(hash, 80, "v999"));
        flush();
        Assert.Equal(1_001, known.Length);
        Assert.All(known.Zip(store.Scan("first"u8.ToArray())), pair => Assert.Same(pair.First, pair.Second.Value));
        Assert.InRange(store.Scan("waiting"u8.ToArray()).Sum(v => v.Value.Length), 1, 2_000);
        Assert.Equal(0, learned);

        var (again, output, _) = Make(Stored(store, out _));
        again.Restored();
        again.Process(Observation(hash, 81, "other"));
        again.Process(Some.Watermark("k-0", EventSource.Kernel, 500, ("n", 500)));
        Assert.Equal("other81", Assert.Single(output.Signals).Evidence.EventId);
    }

    [Fact]
    public void Observation_of_an_unknown_correlation_holds_the_watermark_for_five_minutes_and_is_handed_out()
    {
        var (stage, output, _) = Make();
        stage.Process(Observation(new CorrelationHash("nobody"), 0, "x"));
        stage.Tick(1_000);

        Assert.True(stage.HoldsWatermark);
        stage.Tick(301_000);
        Assert.False(stage.HoldsWatermark);
        Assert.Equal(1, stage.Counts.Unknown);
        Assert.Single(output.Unknown);
    }

    private static Observation Observation(CorrelationHash hash, double at, string value, string subject = "w")
    {
        var signal = Some.Signal(new CorrelationHash("root"), "new", at, $"{value}{at}");
        return new Observation
        {
            Correlation = hash,
            Subject = subject,
            Value = value,
            Signals = [signal],
            Evidence = signal.Evidence,
        };
    }

    private static Observation Sighting(CorrelationHash hash, double at, string subject = "w") => Observation(hash, at, "", subject) with { Signals = [] };

    private static (ObserveStage Stage, Output Output, CorrelationHash Hash) Make(ObserveState? state = null, ObserveOptions? options = null)
    {
        var plan = Some.Plan(Rules);
        var output = new Output();
        return (
            new ObserveStage(
                RuleRegistry.Of(plan),
                options ?? new ObserveOptions(),
                Some.Shape,
                new Dictionary<string, INameScorer>(),
                state ?? ObserveState.Volatile(),
                output
            ),
            output,
            plan.Features.Keys.Single()
        );
    }

    private static ObserveState Stored(FakeStore store, out Action flush)
    {
        var (first, buffered) = (new PartedStore<FirstSeenState>(store, "first"), new PartedStore<BufferedObservations>(store, "waiting"));
        first.Load();
        buffered.Load();
        flush = () =>
        {
            first.Flush();
            buffered.Flush();
        };
        return ObserveState.Volatile() with { FirstSeen = first, Buffered = buffered };
    }

    private sealed class Output : IObserveOutput
    {
        public List<Signal> Signals { get; } = [];

        public List<Observation> Unknown { get; } = [];

        public void Signal(Signal signal) => Signals.Add(signal);

        void IObserveOutput.Unknown(Observation observation) => Unknown.Add(observation);

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }
}
