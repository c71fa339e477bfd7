using Streams.Models.Scoring;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Observe;

/// <summary>Order, bounds and state of <c>rare</c> and <c>beacon</c>; what they find stands in the oracle cases.</summary>
public sealed class RareAndBeaconTests
{
    private const string Input = Some.QuietA + "title: c\nid: c\nlevel: low\n";
    private const string Rare =
        Input
        + "correlation: {type: streams.rare, rules: [a], group-by: [streams.workload], field: streams.destination, timespan: 100s, learning: 20s, condition: {lte: 2}}\n";
    private const string Beacon =
        Input
        + "correlation: {type: streams.beacon, rules: [a], group-by: [streams.workload], field: streams.destination, timespan: 100s, condition: {gte: 5}}\n";

    /// <summary>Any order within lateness, any watermark in between, any duplicate: the same findings.</summary>
    [Theory]
    [InlineData(Rare)]
    [InlineData(Beacon)]
    public void Findings_do_not_depend_on_the_order_of_arrival(string rule)
    {
        var found = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var events = Enumerable
                .Range(0, 60)
                .Select(i =>
                    (
                        At: (i * 5) + (random.NextDouble() * (seed % 5)),
                        Subject: i % 2 == 0 ? "w0" : $"w{random.Next(3)}",
                        Value: $"v{(i % 2 == 0 ? 0 : 1 + random.Next(3))}"
                    )
                )
                .ToArray();
            var expected = Arrive(rule, [.. events.OrderBy(e => e.At)], random, doubled: false);
            var actual = Arrive(rule, [.. events.OrderBy(e => e.At + (random.NextDouble() * 9))], random, doubled: true);

            Assert.Equal(expected, actual);
            found += expected.Length;
        }

        Assert.True(found > 100, $"{found} findings: the test says nothing");
    }

    [Theory]
    [InlineData(Rare)]
    [InlineData(Beacon)]
    public void State_written_and_read_goes_on_as_before(string rule)
    {
        var store = new FakeStore();
        var (first, hash, _) = Make(rule, StateOf(store, out var flush));
        for (var i = 0; i < 4; i++)
        {
            first.Process(Of(hash, rule, i * 10, "w", "v"));
        }

        first.Process(Some.Watermark("k-0", EventSource.Kernel, 25, ("n", 25)));
        flush();

        var (second, _, output) = Make(rule, StateOf(store, out _));
        second.Restored();
        second.Process(Of(hash, rule, 40, "w", "v"));
        second.Process(Some.Watermark("k-0", EventSource.Kernel, 500, ("n", 500)));

        Assert.Contains("w 40", output.Found);
    }

    [Fact]
    public void Beacon_of_many_destinations_forgets_the_one_contacted_longest_ago_and_counts()
    {
        var (stage, hash, output) = Make(Beacon, ObserveState.Volatile());
        for (var i = 0; i < 10; i++)
        {
            stage.Process(Of(hash, Beacon, i * 10, "w", "steady"));
            for (var n = 0; n < 100; n++)
            {
                stage.Process(Of(hash, Beacon, (i * 10) + 1 + (n / 100.0), "w", $"scan {i} {n}"));
            }
        }

        stage.Process(Some.Watermark("k-0", EventSource.Kernel, 500, ("n", 500)));

        Assert.Contains("w 90", output.Found);
        Assert.InRange(stage.Counts.Forgotten, 700, 900);
    }

    /// <summary>What a beacon's explanation names is measured again over the contacts themselves.</summary>
    [Fact]
    public void A_beacons_explanation_says_from_how_many_contacts_on_it_is_regular()
    {
        var explained = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (stage, hash, output) = Make(Beacon.Replace("100s", "1h", StringComparison.Ordinal), ObserveState.Volatile());
            var times = new List<Timestamp>();
            for (var (i, at) = (0, 0.0); i < 40; i++, at += 20 + (random.NextDouble() * (i < seed % 12 ? 60 : 6)))
            {
                stage.Process(Of(hash, Beacon, at, "w", "v"));
                times.Add(Some.At(at));
            }

            stage.Process(Some.Watermark("k-0", EventSource.Kernel, 9_000, ("n", 9_000)));
            foreach (var why in output.Why)
            {
                var from = int.Parse(why.Counterfactual.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(Intervals.Measure([.. times.Take(from)], []).Holds, why.Counterfactual);
                Assert.True(from == 5 || !Intervals.Measure([.. times.Take(from - 1)], []).Holds, why.Counterfactual);
                Assert.InRange(why.Score, 0, why.Threshold);
                explained++;
            }
        }

        Assert.True(explained > 100, $"{explained} explanations: the test says nothing");
    }

    [Fact]
    public void Rare_remembers_no_more_subjects_than_decide()
    {
        var state = ObserveState.Volatile();
        var (stage, hash, _) = Make(Rare, state);
        for (var i = 0; i < 500; i++)
        {
            stage.Process(Of(hash, Rare, i / 10.0, $"w{i}", "v"));
        }

        stage.Process(Some.Watermark("k-0", EventSource.Kernel, 500, ("n", 500)));

        Assert.Equal(3, state.Rare.Get($"{hash}v")!.Subjects.Count);
    }

    private static string[] Arrive(string rule, (double At, string Subject, string Value)[] events, Random random, bool doubled)
    {
        var (stage, hash, output) = Make(rule, ObserveState.Volatile());
        var highest = 0.0;
        foreach (var (at, subject, value) in events)
        {
            stage.Process(Of(hash, rule, at, subject, value));
            if (doubled && random.Next(4) == 0)
            {
                stage.Process(Of(hash, rule, at, subject, value));
            }

            highest = Math.Max(highest, at);
            if (random.Next(3) == 0)
            {
                stage.Process(Some.Watermark("k-0", EventSource.Kernel, highest, ("n", highest)));
            }
        }

        stage.Process(Some.Watermark("k-0", EventSource.Kernel, 1_000, ("n", 1_000)));
        return [.. output.Found.Order(StringComparer.Ordinal)];
    }

    /// <summary>As stage A sends it: a rare value is observed under the value, a contact under the subject.</summary>
    private static Observation Of(CorrelationHash hash, string rule, double at, string subject, string value)
    {
        var signal = Some.Signal(new CorrelationHash("root"), "c", at, $"{subject} {at}", subject, value);
        return new Observation
        {
            Correlation = hash,
            Subject = rule == Rare ? value : subject,
            Value = rule == Rare ? subject : value,
            Signals = [signal],
            Evidence = signal.Evidence,
        };
    }

    private static ObserveState StateOf(FakeStore store, out Action flush)
    {
        var (rare, beacons, buffered) = (
            new StoreState<RareState>(store, "rare"),
            new PartedStore<BeaconState>(store, "beacons"),
            new PartedStore<BufferedObservations>(store, "waiting")
        );
        rare.Load();
        beacons.Load();
        buffered.Load();
        flush = () =>
        {
            rare.Flush();
            beacons.Flush();
            buffered.Flush();
        };
        return ObserveState.Volatile() with { Rare = rare, Beacons = beacons, Buffered = buffered };
    }

    private static (ObserveStage Stage, CorrelationHash Hash, Output Output) Make(string rule, ObserveState state)
    {
        var plan = Some.Plan(rule);
        var output = new Output();
        return (
            new ObserveStage(RuleRegistry.Of(plan), new ObserveOptions(), Some.Shape, new Dictionary<string, INameScorer>(), state, output),
            plan.Features.Keys.Single(),
            output
        );
    }

    private sealed class Output : IObserveOutput
    {
        public List<string> Found { get; } = [];

        public List<Explanation> Why { get; } = [];

        public void Signal(Signal signal)
        {
            Found.Add(signal.Evidence.EventId);
            Why.AddRange(signal.Explanation is { } why ? [why] : []);
        }

        public void Unknown(Observation observation) => Assert.Fail(observation.Correlation.Text);

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }
}
