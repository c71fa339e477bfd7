using Streams.Models.Scoring;
using Streams.Schemas.Alerts;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Offline;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Rules;

/// <summary>Rules that change while the pipeline runs: taken over at an event time, state kept where nothing changed, nothing concluded from what was not seen.</summary>
public sealed class ReloadTests
{
    [Fact]
    public void Groups_of_an_unchanged_correlation_go_on()
    {
        var (stage, alerts, registry, hash) = Make(Count("three", "gte", 3));
        stage.Process(Some.Signal(hash, "a", 0, "e1"));
        stage.Process(Some.Signal(hash, "a", 1, "e2"));

        registry.Add(
            new RuleVersion(Some.At(2), Some.Plan(Some.QuietA + Count("three", "gte", 3, "Now called otherwise") + "\n---\n" + Count("other", "gte", 1)))
        );
        stage.Process(Some.Signal(hash, "a", 3, "e3"));

        var alert = Assert.Single(alerts.Standing);
        Assert.Equal(3, alert.Count);
        Assert.Equal(registry.Timeline.Newest.Name, alert.RuleSet);
        Assert.Equal("Now called otherwise", alert.Title);
    }

    [Fact]
    public void Findings_name_the_set_in_force_at_their_time()
    {
        var (stage, alerts, registry, hash) = Make(Count("one", "gte", 1));
        registry.Add(new RuleVersion(Some.At(100), Some.Plan(Some.QuietA + Count("one", "gte", 1, "Later"))));
        stage.Process(Some.Signal(hash, "a", 150, "late"));
        stage.Process(Some.Signal(hash, "a", 20, "early"));

        Assert.Equal(
            [(registry.Timeline.Versions[0].Name, "one"), (registry.Timeline.Newest.Name, "Later")],
            alerts.Standing.OrderBy(a => a.Time).Select(a => (a.RuleSet, a.Title))
        );
    }

    [Fact]
    public void An_alert_that_grows_behind_the_take_over_names_the_set_that_opened_it()
    {
        var (stage, alerts, registry, hash) = Make(Count("one", "gte", 1));
        stage.Process(Some.Signal(hash, "a", 0, "e1"));
        Advance(stage, 5);
        registry.Add(new RuleVersion(Some.At(6), Some.Plan(Some.QuietA + Count("one", "gte", 1, "Later"))));
        stage.Process(Some.Signal(hash, "a", 8, "e2"));
        Advance(stage, 60);

        var alert = Assert.Single(alerts.Standing);
        Assert.Equal(2, alert.Count);
        Assert.Equal((registry.Timeline.Versions[0].Name, "one"), (alert.RuleSet, alert.Title));
    }

    [Fact]
    public void Open_alerts_of_a_removed_rule_are_closed_when_the_watermark_has_passed_the_take_over()
    {
        var (stage, alerts, registry, hash) = Make(Count("one", "gte", 1));
        stage.Process(Some.Signal(hash, "a", 0, "e1"));
        registry.Add(new RuleVersion(Some.At(5), Some.Plan(Some.QuietA + Count("other", "gte", 1))));

        Advance(stage, 4);
        Assert.Equal(AlertStatus.Open, Assert.Single(alerts.Standing).Status);
        Advance(stage, 6);
        Assert.Equal(AlertStatus.Closed, Assert.Single(alerts.Standing).Status);
    }

    [Fact]
    public void A_window_that_reaches_behind_the_take_over_is_not_concluded()
    {
        var (stage, alerts, registry, hash) = Make(Count("few", "lt", 3));
        stage.Process(Some.Signal(hash, "a", 0, "e1"));
        registry.Add(new RuleVersion(Some.At(5), Some.Plan(Some.QuietA + Count("few", "lt", 2))));
        Advance(stage, 60);

        Assert.Empty(alerts.Standing);
    }

    [Fact]
    public void A_window_that_ends_before_the_take_over_is_concluded()
    {
        var (stage, alerts, registry, hash) = Make(Count("few", "lt", 3));
        stage.Process(Some.Signal(hash, "a", 0, "e1"));
        registry.Add(new RuleVersion(Some.At(25), Some.Plan(Some.QuietA + Count("few", "lt", 2))));
        Advance(stage, 60);

        Assert.Equal("few", Assert.Single(alerts.Standing).RuleId);
    }

    [Fact]
    public void A_signal_that_is_there_before_its_rule_is_taken_up_in_order()
    {
        var (stage, alerts, registry, _) = Make(Count("three", "gte", 3));
        var next = Some.Plan(Some.QuietA + Count("two", "gte", 2));
        var hash = Some.Hash(next);
        stage.Process(Some.Signal(hash, "a", 30, "e1"));
        stage.Process(Some.Signal(hash, "a", 31, "e2"));
        stage.Tick(1_000);
        Assert.Empty(alerts.Standing);

        registry.Add(new RuleVersion(Some.At(30), next));
        Assert.True(stage.Tick(2_000));

        Assert.Equal(2, Assert.Single(alerts.Standing).Count);
        Assert.Empty(alerts.Unknown);
    }

    [Fact]
    public void State_of_a_rule_that_is_gone_at_the_start_is_closed_and_forgotten()
    {
        var (groups, alerts) = (new MemoryState<GroupState>(), new Some.Alerts());
        var plan = Some.Plan(Some.QuietA + Count("one", "gte", 1));
        var before = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile() with { Groups = groups }, alerts);
        before.Process(Some.Signal(Some.Hash(plan), "a", 0, "e1"));

        var after = new CorrelateStage(
            RuleRegistry.Of(Some.Plan(Some.QuietA + Count("other", "gte", 1))),
            new TimeOptions(),
            "",
            Some.Shape,
            CorrelateState.Volatile() with
            {
                Groups = groups,
            },
            alerts
        );
        after.Restored();
        Advance(after, 1);

        Assert.Equal(AlertStatus.Closed, Assert.Single(alerts.Standing).Status);
        Assert.Empty(groups.Keys);
    }

    [Fact]
    public void Each_event_is_judged_by_the_set_of_its_time_whatever_the_order()
    {
        string[] lines = [Flow(10, "1.1.1.1"), Flow(70, "1.1.1.1"), Flow(20, "2.2.2.2"), Flow(80, "2.2.2.2")];
        var expected = new[] { ("first", 10), ("second", 80) };

        Assert.Equal(expected, Alerts(lines));
        Assert.Equal(expected, Alerts([lines[3], lines[0], lines[2], lines[1]]));
    }

    private static (string Rule, int Second)[] Alerts(string[] lines)
    {
        var results = new Results();
        var registry = RuleRegistry.Of(Some.Plan(Rule("first", "1.1.1.1")));
        registry.Add(new RuleVersion(Time(60), Some.Plan(Rule("second", "2.2.2.2"))));
        var pipeline = new OfflinePipeline(registry, new PipelineOptions(), [EventSource.Kernel], new Dictionary<string, INameScorer>(), results);
        for (var i = 0; i < lines.Length; i++)
        {
            pipeline.Process(
                EventSource.Kernel,
                new Streams.Schemas.Parsing.RawRecord { Value = System.Text.Encoding.UTF8.GetBytes(lines[i]), AppendTime = Time(90) },
                new Provenance("f", -1, i, i)
            );
        }

        pipeline.Complete();
        return [.. results.ById.Values.OrderBy(a => a.Time).Select(a => (a.RuleId, (int)((a.Time - Time(0)) / Some.Second)))];
    }

    private static Timestamp Time(double after) => Timestamp.From(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero).AddSeconds(after));

    private static string Flow(int second, string source) =>
        $"2026-11-23T07:{second / 60:00}:{second % 60:00}.000000+00:00 n kernel: calico-packet: IN=eth1 OUT=eth0 SRC={source} DST=8.8.8.8 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=1 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0";

    private static string Rule(string id, string source) =>
        $$"""
            title: {{id}}
            id: {{id}}
            logsource: {product: linux, service: netfilter}
            detection: {x: {source.ip: {{source}}}, condition: x}
            """;

    private static string Count(string id, string comparison, int bound, string? title = null) =>
        $$"""
            title: {{title ?? id}}
            id: {{id}}
            correlation:
              type: event_count
              rules: [a]
              group-by: [source.ip]
              timespan: 10s
              condition: { {{comparison}}: {{bound}} }
            """;

    private static void Advance(CorrelateStage stage, double at)
    {
        // Kernel events may be 10 s late by default.
        var mark = Some.Watermark("k-0", EventSource.Kernel, at + 10, ("n", at + 10));
        stage.Process(mark, static _ => true);
        stage.Process(new Streams.Schemas.Watermarks.WatermarkVector(PipelineShape.Observe(0), mark.Origins), static _ => true);
    }

    private static (CorrelateStage Stage, Some.Alerts Alerts, RuleRegistry Registry, CorrelationHash Hash) Make(string correlation)
    {
        var (plan, alerts) = (Some.Plan(Some.QuietA + correlation), new Some.Alerts());
        var registry = RuleRegistry.Of(plan);
        return (new CorrelateStage(registry, new TimeOptions(), "", Some.Shape, CorrelateState.Volatile(), alerts), alerts, registry, Some.Hash(plan));
    }

    private sealed class Results : IOfflineResults
    {
        public Dictionary<string, Alert> ById { get; } = new(StringComparer.Ordinal);

        public void Alert(Alert alert) => ById[alert.Id] = alert;

        public void Blind(string ruleId) { }

        public void Dead(DeadLetter letter) => Assert.Fail(letter.Detail);

        public void Event(Event e) { }

        public void Features(FeatureVector vector) { }
    }
}
