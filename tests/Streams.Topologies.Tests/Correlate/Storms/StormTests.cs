using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Tests.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate.Storms;

/// <summary>Many alerts of one rule at a time are one alert to people, and every one of them is listed.</summary>
public sealed class StormTests
{
    private const string Rules = """
        title: one
        id: a
        name: a
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip: 1.1.1.1}, condition: x}
        level: high
        ---
        title: other
        id: b
        name: b
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip: 2.2.2.2}, condition: x}
        level: high
        """;

    private readonly Some.Alerts _alerts = new();
    private readonly RulePlan _plan = Some.Plan(Rules);

    private IEnumerable<Alert> Told => _alerts.Written.Where(a => !a.IsFolded);

    private IEnumerable<Alert> Storms => _alerts.Standing.Where(a => a.Storm == a.Id);

    [Fact]
    public void Of_thirty_thousand_groups_at_most_three_hundred_messages_are_told_and_each_group_is_listed()
    {
        const int Groups = 30_000;
        var stage = Stage(CorrelateState.Volatile());
        for (var i = 0; i < Groups; i++)
        {
            stage.Process(Some.Signal(HashOf("a"), "a", i * 0.002, $"e{i}", $"g{i}"));
            if (i % 100 == 0)
            {
                Advance(stage, i * 0.002);
            }
        }

        Advance(stage, 10_000);

        Assert.InRange(Told.Count(), 201, 300);
        Assert.Equal(Groups, _alerts.Standing.Where(a => a.Storm != a.Id).Select(a => a.Entities[EntityKind.Pod]).Distinct(StringComparer.Ordinal).Count());
        var storm = Assert.Single(Storms);
        Assert.Equal((Groups - 200L, "high", AlertStatus.Closed), (storm.Count, storm.Level, storm.Status));
        Assert.Equal(Alert.MaxEvidence, storm.Evidence.Count);
        Assert.Equal(("e200", $"e{Groups - 1}"), (storm.Evidence[0].EventId, storm.Evidence[^1].EventId));
        Assert.All(_alerts.Standing, a => Assert.Equal(AlertStatus.Closed, a.Status));
        Assert.Equal(200, _alerts.Standing.Count(a => a.Storm != a.Id && a.Level == "high"));
    }

    [Fact]
    public void What_opened_before_the_storm_keeps_its_level_and_its_news_are_told()
    {
        var stage = Stage(CorrelateState.Volatile(), most: 3);
        Burst(stage, "a", 0, 10);

        stage.Process(
            Some.Signal(HashOf("a"), "a", 20, "new", "a0") with
            {
                Entities = new EntitySet { [EntityKind.Pod] = "a0", [EntityKind.SourceIp] = "203.0.113.9" },
            }
        );
        Advance(stage, 20);
        stage.Process(
            Some.Signal(HashOf("a"), "a", 21, "news", "a0") with
            {
                Entities = new EntitySet { [EntityKind.Pod] = "a0", [EntityKind.SourceIp] = "203.0.113.10" },
            }
        );
        Advance(stage, 30);

        Assert.Contains(Told, a => a.Status == AlertStatus.Renewed && a.Level == "high" && a.News.Contains("source_ip=203.0.113.10"));
    }

    [Fact]
    public void A_storm_hides_no_other_rule()
    {
        var stage = Stage(CorrelateState.Volatile(), most: 3);
        Burst(stage, "a", 0, 50);

        stage.Process(Some.Signal(HashOf("b"), "b", 1, "other", "g"));

        Assert.Contains(Told, a => a.RuleId == "b" && a.Level == "high" && a.Status == AlertStatus.Open);
    }

    [Fact]
    public void After_a_storm_alerts_are_told_again_and_the_next_storm_names_it()
    {
        var stage = Stage(CorrelateState.Volatile(), most: 3);
        Burst(stage, "a", 0, 10);
        Advance(stage, 1_000);
        Burst(stage, "a", 2_000, 4);
        Advance(stage, 4_000);

        Assert.Equal(3, Told.Count(a => a.Status == AlertStatus.Open && a.Time >= Some.At(2_000) && a.Storm is null));
        var storms = Storms.OrderBy(s => s.Time).ToArray();
        Assert.Equal([null, storms[0].Id], storms.Select(s => s.Previous));
        Assert.Equal([7L, 1L], storms.Select(s => s.Count));
    }

    [Fact]
    public void Events_of_long_ago_are_no_way_past_a_storm()
    {
        var stage = Stage(CorrelateState.Volatile(), most: 3);
        Burst(stage, "a", 10_000, 10);
        var before = Told.Count();

        for (var i = 0; i < 100; i++)
        {
            stage.Process(Some.Signal(HashOf("a"), "a", i * 90, $"old{i}", $"old{i}"));
        }

        Assert.Equal(before, Told.Count());
    }

    [Fact]
    public void An_alert_an_hour_is_no_storm()
    {
        var stage = Stage(CorrelateState.Volatile(), most: 3);
        for (var i = 0; i < 24; i++)
        {
            stage.Process(Some.Signal(HashOf("a"), "a", i * 3_600, $"e{i}", $"g{i}"));
            Advance(stage, i * 3_600);
        }

        Assert.Empty(Storms);
        Assert.DoesNotContain(_alerts.Written, a => a.IsFolded);
    }

    [Fact]
    public void Without_a_number_every_alert_is_told()
    {
        var stage = Stage(CorrelateState.Volatile(), most: 0);
        Burst(stage, "a", 0, 1_000);

        Assert.Equal(1_000, Told.Count(a => a.Status == AlertStatus.Open));
        Assert.Empty(Storms);
    }

    [Fact]
    public void After_a_restart_the_storm_goes_on()
    {
        var store = new FakeStore();
        CorrelateStage? stage = null;
        for (var part = 0; part < 3; part++)
        {
            var (storms, members) = (new StoreState<StormState>(store, "storm"), new StoreState<StormMember>(store, "storm-member"));
            storms.Load();
            members.Load();
            stage = Stage(CorrelateState.Volatile() with { Storms = storms, StormMembers = members }, most: 3);
            stage.Restored();
            Burst(stage, "a", part, 100, $"part{part}");
            Advance(stage, part);
            storms.Flush();
            members.Flush();
        }

        Advance(stage!, 1_000); // the last one
        Assert.Equal(297, Assert.Single(Storms).Count);
        Assert.Equal(3, Told.Count(a => a.Status == AlertStatus.Open && a.Storm is null));
    }

    private CorrelateStage Stage(CorrelateState state, int most = 200) =>
        new(RuleRegistry.Of(_plan), new TimeOptions(), "", Some.Shape, state, _alerts, new StormOptions { Alerts = most });

    private CorrelationHash HashOf(string rule) => _plan.Roots.Single(r => r.Value.Inputs.Contains(rule)).Key;

    private void Burst(CorrelateStage stage, string rule, double at, int count, string? prefix = null)
    {
        for (var i = 0; i < count; i++)
        {
            stage.Process(Some.Signal(HashOf(rule), rule, at + (i * 0.001), $"{prefix}{at}e{i}", $"{prefix ?? rule}{i}"));
        }
    }

    private static void Advance(CorrelateStage stage, double time)
    {
        foreach (var upstream in (string[])["k-0", "observe-0"])
        {
            stage.Process(Some.Watermark("k-0", EventSource.Kernel, time + 10, ("n", time + 10)) with { Upstream = upstream }, _ => true);
        }
    }
}
