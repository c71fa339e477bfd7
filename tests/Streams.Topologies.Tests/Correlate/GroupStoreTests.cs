using Streams.Engine.Hosting;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>Groups in a task's store: a restart at any moment changes nothing, and a busy group writes what is new.</summary>
public sealed class GroupStoreTests
{
    private const string E = "title: e\nid: e\nlogsource: {product: linux, service: netfilter}\ndetection: {x: {source.ip: 3.3.3.3}, condition: x}\n";
    private const string Detections = Some.RulesAB + "title: c\nid: c\nlevel: high\n";

    [Theory]
    [InlineData("{type: event_count, rules: [a], group-by: [streams.pod], timespan: 10s, condition: {gte: 3}}")]
    [InlineData("{type: event_count, rules: [a], group-by: [streams.pod], timespan: 10s, condition: {lt: 3}}")]
    [InlineData("{type: value_count, rules: [a], group-by: [streams.pod], timespan: 20s, condition: {field: destination.ip, gte: 4}}")]
    [InlineData("{type: value_count, rules: [a], group-by: [streams.pod], timespan: 20s, condition: {field: destination.ip, eq: 2}}")]
    [InlineData("{type: value_sum, rules: [a], group-by: [streams.pod], timespan: 20s, condition: {field: destination.port, gt: 8.2}}")]
    [InlineData("{type: value_avg, rules: [a], group-by: [streams.pod], timespan: 20s, condition: {field: destination.port, lte: 2}}")]
    [InlineData("{type: value_percentile, rules: [a], group-by: [streams.pod], timespan: 20s, condition: {field: destination.port, percentile: 70, gte: 4}}")]
    [InlineData("{type: temporal, rules: [a, b], group-by: [streams.pod], timespan: 5s}")]
    [InlineData("{type: temporal_ordered, rules: [a, b], group-by: [streams.pod], timespan: 5s}")]
    [InlineData("{type: value_median, rules: [a], group-by: [streams.pod], timespan: 20s, condition: {field: destination.port, gte: 3}}")]
    [InlineData("{type: temporal, rules: [a, b], group-by: [streams.pod], timespan: 5s, condition: a and b}")]
    [InlineData("{type: streams.sequence, rules: [a, b], group-by: [streams.pod], timespan: 30s, runs: {a: 3, b: 2}}")]
    [InlineData("{type: streams.sequence, rules: [a, e, b], group-by: [streams.pod], timespan: 30s, runs: {a: 2}, without: [e]}\n---\n" + E)]
    [InlineData("{type: streams.absence, rules: [a, b], group-by: [streams.pod], timespan: 2s}")]
    [InlineData("{type: streams.absence, rules: [a, b], group-by: [streams.pod], timespan: 2s, until: 4s}")]
    [InlineData(
        "{type: temporal_ordered, rules: [d, b], group-by: [streams.pod], timespan: 20s}\n---\ntitle: d\nid: d\ncorrelation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 5s, condition: {gte: 2}}\n"
    )]
    public void A_restart_at_any_moment_gives_the_same_alerts(string correlation)
    {
        var found = 0;
        for (var seed = 0; seed < 25; seed++)
        {
            var expected = Run(correlation, seed, restarts: false);
            Assert.Equal(expected, Run(correlation, seed, restarts: true));
            found += expected.Length;
        }

        Assert.True(found > 5, $"{found} alerts: the test says nothing");
    }

    [Fact]
    public void A_busy_group_writes_what_is_new()
    {
        var (store, plan) = (
            new CountingStore(),
            Some.Plan(Detections + "correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 1h, condition: {gte: 5000}}")
        );
        var groups = new GroupStore(store, "group");
        var stage = new CorrelateStage(
            RuleRegistry.Of(plan),
            new TimeOptions(),
            "",
            Some.Shape,
            CorrelateState.Volatile() with
            {
                Groups = groups,
            },
            new Some.Alerts()
        );
        for (var i = 0; i < 1_000; i++)
        {
            stage.Process(Some.Signal(Some.Hash(plan), "a", i / 100.0, $"e{i:D5}"));
        }

        groups.Flush();
        var all = store.Written;
        stage.Process(Some.Signal(Some.Hash(plan), "a", 10.5, "one more"));
        groups.Flush();

        Assert.True(all > 30_000, $"{all} bytes");
        Assert.InRange(store.Written - all, 1, 500);
    }

    [Fact]
    public void A_group_that_rests_is_small_and_goes_on_as_before()
    {
        var plan = Some.Plan(Detections + "correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 1h, condition: {gte: 2}}");
        var (state, alerts) = (CorrelateState.Volatile(), new Some.Alerts());
        var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, state, alerts);
        stage.Process(Some.Signal(Some.Hash(plan), "a", 0, "e1"));
        Advance(stage, 100);
        var group = state.Groups.Get(StateKey.Of(Some.Hash(plan), "g").Text)!;
        Assert.Null(group.Body);
        Assert.InRange(group.Rest!.Length, 1, 120);

        stage.Process(Some.Signal(Some.Hash(plan), "a", 0, "e1"));
        stage.Process(Some.Signal(Some.Hash(plan), "a", 200, "e2"));

        Assert.Equal(1, stage.Counts.Duplicate);
        Assert.Equal(["e1", "e2"], Assert.Single(alerts.Standing).Evidence.Select(e => e.EventId));
    }

    [Fact]
    public void A_group_that_rests_leaves_memory_once_it_is_stored_and_goes_on_as_before()
    {
        var plan = Some.Plan(Detections + "correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 1h, condition: {gte: 2}}");
        var (groups, alerts) = (new GroupStore(new FakeStore(), "group"), new Some.Alerts());
        var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile() with { Groups = groups }, alerts);
        stage.Process(Some.Signal(Some.Hash(plan), "a", 0, "e1"));
        Advance(stage, 100);
        var group = groups.Get(StateKey.Of(Some.Hash(plan), "g").Text)!;
        Assert.NotNull(group.Rest);
        groups.Flush();
        Assert.Equal((null, null), (group.Body, group.Rest));

        stage.Process(Some.Signal(Some.Hash(plan), "a", 200, "e2"));
        groups.Flush();
        Advance(stage, 300);
        groups.Flush();
        Assert.Equal((null, null), (group.Body, group.Rest));
        stage.Process(Some.Signal(Some.Hash(plan), "a", 0, "e1"));

        Assert.Equal(1, stage.Counts.Duplicate);
        Assert.Equal(["e1", "e2"], Assert.Single(alerts.Standing).Evidence.Select(e => e.EventId));
    }

    private static string[] Run(string correlation, int seed, bool restarts)
    {
        var (random, chance) = (new Random(seed), new Random(seed + 1_000));
        var plan = Some.Plan(Detections + "correlation: " + correlation);
        var root = plan.Roots.Single(r => r.Value.Meta.Id == "c").Key;
        var (store, alerts) = (new FakeStore(), new Some.Alerts());
        var (groups, memory) = (new GroupStore(store, "group"), CorrelateState.Volatile());
        var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, memory with { Groups = groups }, alerts);
        var highest = 0.0;
        foreach (
            var (at, i) in Enumerable
                .Range(0, 60)
                .Select(i => (At: Math.Round(random.NextDouble() * 200, 2), i))
                .OrderBy(s => s.At + (random.NextDouble() * 9))
                .ToArray()
        )
        {
            stage.Process(
                Some.Signal(
                    root,
                    random.Next(3) == 0 ? "b"
                        : correlation.Contains("[d, b]", StringComparison.Ordinal) ? "d>a"
                        : correlation.Contains("[e]", StringComparison.Ordinal) && random.Next(3) == 0 ? "e"
                        : "a",
                    at,
                    $"e{i:D2}",
                    $"g{i % 2}",
                    $"{random.Next(6)}"
                )
            );
            highest = Math.Max(highest, at);
            if (random.Next(3) == 0)
            {
                Advance(stage, highest);
            }

            if (chance.Next(3) == 0 && restarts)
            {
                groups.Flush();
                groups = new GroupStore(store, "group");
                groups.Load();
                stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, memory with { Groups = groups }, alerts);
                stage.Restored();
            }
        }

        Advance(stage, 5_000);
        return alerts.Comparable();
    }

    private static void Advance(CorrelateStage stage, double to)
    {
        foreach (var upstream in (string[])["k-0", "observe-0"])
        {
            stage.Process(Some.Watermark("k-0", EventSource.Kernel, to, ("n", to)) with { Upstream = upstream }, _ => true);
        }
    }

    private sealed class CountingStore : ITaskStore
    {
        public long Written { get; private set; }

        public byte[]? Get(byte[] key) => null;

        public void Put(byte[] key, byte[]? value) => Written += key.Length + (value?.Length ?? 0);

        public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix) => [];
    }
}
