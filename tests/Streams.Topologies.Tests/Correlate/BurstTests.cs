using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>What an alert says of a burst: that it goes on, that something is new in it, and that it ends.</summary>
public sealed class BurstTests
{
    private const string Each = """
        title: one
        id: a
        name: a
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip: 1.1.1.1}, condition: x}
        level: high
        """;

    [Fact]
    public void A_burst_without_end_is_an_alert_an_hour_and_each_names_the_one_before()
    {
        const int Minutes = 181;
        var (stage, alerts, hash) = Make(Each);
        for (var i = 0; i < Minutes; i++)
        {
            stage.Process(Signal(hash, i * 60, $"e{i}", "10.0.0.1"));
            Advance(stage, i * 60);
        }

        Advance(stage, 100_000);

        var standing = alerts.Standing.OrderBy(a => a.Time).ToArray();
        Assert.Equal(3, standing.Length);
        Assert.Equal(Minutes, standing.Sum(a => a.Count));
        Assert.Equal([null, standing[0].Id, standing[1].Id], standing.Select(a => a.Previous));
        Assert.All(standing, a => Assert.Equal(AlertStatus.Closed, a.Status));
    }

    [Fact]
    public void An_address_that_an_alert_never_had_renews_it_at_once_and_is_counted()
    {
        var (stage, alerts, hash) = Make(Each);
        for (var i = 0; i < 30; i++)
        {
            stage.Process(Signal(hash, i, $"e{i}", i < 25 ? "10.0.0.1" : "203.0.113.66"));
            Advance(stage, i);
        }

        var renewed = Assert.Single(alerts.Written, a => a.Status == AlertStatus.Renewed);
        Assert.Equal(["source_ip=203.0.113.66"], renewed.News);
        Advance(stage, 10_000);
        var last = Assert.Single(alerts.Standing);
        var values = Assert.Single(last.EntityValues, v => v.Kind == EntityKind.SourceIp);
        Assert.Equal([new CountedValue("10.0.0.1", 25), new CountedValue("203.0.113.66", 5)], values.Values);
    }

    [Fact]
    public void Distinct_values_are_bounded_and_the_others_counted()
    {
        const int Events = 50;
        var (stage, alerts, hash) = Make(Each);
        for (var i = 0; i < Events; i++)
        {
            stage.Process(Signal(hash, i, $"e{i}", $"10.0.0.{i}"));
        }

        Advance(stage, 10_000);

        var values = Assert.Single(Assert.Single(alerts.Standing).EntityValues, v => v.Kind == EntityKind.SourceIp);
        Assert.Equal(EntityValues.Most, values.Values.Count);
        Assert.Equal(Events - EntityValues.Most, values.Others);
    }

    [Fact]
    public void Growth_is_told_at_a_slowing_pace_and_the_final_state_always()
    {
        const int Events = 600;
        var (stage, alerts, hash) = Make(Each);
        for (var i = 0; i < Events; i++)
        {
            stage.Process(Signal(hash, i * 0.5, $"e{i}", "10.0.0.1"));
            Advance(stage, i * 0.5);
        }

        Assert.InRange(alerts.Written.Count, 3, 8);
        Advance(stage, 10_000);
        Assert.Equal((AlertStatus.Closed, Events), (alerts.Written[^1].Status, (int)alerts.Written[^1].Count));
    }

    [Fact]
    public void Growth_that_waits_is_told_once_its_time_has_come_though_nothing_more_happens()
    {
        var (stage, alerts, hash) = Make(Each);
        stage.Process(Signal(hash, 0, "e0", "10.0.0.1"));
        stage.Process(Signal(hash, 1, "e1", "10.0.0.1"));
        Advance(stage, 30);

        Assert.Equal([(AlertStatus.Open, 1), (AlertStatus.Updated, 2)], alerts.Written.Select(a => (a.Status, (int)a.Count)));
    }

    [Fact]
    public void Evidence_is_the_first_events_the_completing_one_and_the_last()
    {
        const int Events = 100;
        var (stage, alerts, hash) = Make(
            Some.RulesAB
                + """
                title: many
                id: many
                correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 10m, condition: {gte: 20}}
                level: high
                """
        );
        for (var i = 0; i < Events; i++)
        {
            stage.Process(Signal(hash, i, $"e{i:D3}", "10.0.0.1"));
        }

        Advance(stage, 10_000);

        var alert = Assert.Single(alerts.Standing);
        Assert.Equal(["e000", "e001", "e002", "e003", "e004", "e005", "e019", "e095", "e096", "e097", "e098", "e099"], alert.Evidence.Select(e => e.EventId));
        Assert.Equal(new AlertMeasure(Events, ">= 20"), alert.Measure);
        Assert.Equal([new NamedValue("streams.pod", "g")], alert.Group);
    }

    private static Signal Signal(CorrelationHash hash, double at, string id, string address) =>
        Some.Signal(hash, "a", at, id) with
        {
            Entities = new EntitySet { [EntityKind.Pod] = "g", [EntityKind.SourceIp] = address },
        };

    private static (CorrelateStage Stage, Some.Alerts Alerts, CorrelationHash Hash) Make(string yaml)
    {
        var plan = Some.Plan(yaml);
        var alerts = new Some.Alerts();
        return (
            new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile(), alerts),
            alerts,
            plan.Roots.Single(r => r.Value.Inputs.Contains("a")).Key
        );
    }

    private static void Advance(CorrelateStage stage, double time)
    {
        // Kernel events may be 10 s late by default.
        foreach (var upstream in (string[])["k-0", "observe-0"])
        {
            stage.Process(Some.Watermark("k-0", EventSource.Kernel, time + 10, ("n", time + 10)) with { Upstream = upstream }, _ => true);
        }
    }
}
