using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>Whoever chooses the values of a group makes groups without end: they are bounded in number and in bytes, and an open alert stays.</summary>
public sealed class GroupFloodTests
{
    private const int Flood = 20_000;

    [Theory]
    [InlineData(1_000, 1L << 30, 8)]
    [InlineData(1_000_000, 4L << 20, 500)]
    public void A_flood_of_groups_is_bounded_and_the_open_alert_goes_on(int groups, long bytes, int length)
    {
        var (stage, alerts, state, hash) = Make(new GroupRoomOptions { MaxGroups = groups, MaxGroupBytes = bytes });
        stage.Process(Some.Signal(hash, "a", 0, "first", "victim"));
        stage.Process(Some.Signal(hash, "a", 1, "second", "victim"));
        for (var i = 0; i < Flood; i++)
        {
            stage.Process(Some.Signal(hash, "a", 2 + (i / 10_000.0), $"f{i}", $"{new string('g', length)}{i}"));
            Assert.InRange(state.Groups.Keys.Count, 0, groups + 1);
        }

        Assert.InRange(state.Groups.Keys.Sum(k => 2L * k.Length), 0, bytes);
        stage.Process(Some.Signal(hash, "a", 5, "third", "victim"));
        CorrelationStand.Advance(stage, 10_000);

        var alert = Assert.Single(alerts.Standing);
        Assert.Equal((3, AlertStatus.Closed), ((int)alert.Count, alert.Status));
        Assert.InRange(stage.Counts.Forgotten, Flood / 4, Flood);
        Assert.Empty(state.Groups.Keys);
    }

    /// <summary>What was given up takes no room any more, although the watermark still comes to where it was due.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flood_that_lasts_leaves_as_much_room_as_at_its_beginning(bool stored)
    {
        const int Most = 1_000;
        var (stage, _, state, hash) = Make(new GroupRoomOptions { MaxGroups = Most }, stored);
        var least = Most;
        for (var i = 0; i < Flood; i++)
        {
            stage.Process(Some.Signal(hash, "a", i / 100.0, $"f{i}", $"g{i}"));
            if (i % 50 == 0)
            {
                CorrelationStand.Advance(stage, i / 100.0);
            }

            least = i < Most ? least : Math.Min(least, state.Groups.Keys.Count);
        }

        Assert.InRange(least, Most * 8 / 10, Most);
    }

    [Fact]
    public void A_flood_of_one_rule_leaves_the_groups_of_another()
    {
        var plan = Some.Plan($"{Rule("flooded", "a")}\n---\n{Rule("quiet", "b")}");
        var (state, alerts) = (CorrelateState.Volatile(), new Some.Alerts());
        var stage = new CorrelateStage(
            RuleRegistry.Of(plan),
            new TimeOptions(),
            "",
            Some.Shape,
            state,
            alerts,
            room: new GroupRoomOptions { MaxGroups = 1_000 }
        );
        var (flooded, quiet) = (HashOf(plan, "flooded"), HashOf(plan, "quiet"));
        stage.Process(Some.Signal(quiet, "b", 0, "first", "slow"));
        for (var i = 0; i < Flood; i++)
        {
            stage.Process(Some.Signal(flooded, "a", 1 + (i / 10_000.0), $"f{i}", $"g{i}"));
        }

        stage.Process(Some.Signal(quiet, "b", 5, "second", "slow"));
        CorrelationStand.Advance(stage, 10_000);

        Assert.Equal("quiet", Assert.Single(alerts.Standing).RuleId);
    }

    private static (CorrelateStage Stage, Some.Alerts Alerts, CorrelateState State, CorrelationHash Hash) Make(GroupRoomOptions room, bool stored = false)
    {
        var plan = Some.Plan(Rule("flooded", "a"));
        var (state, alerts) = (CorrelateState.Volatile(), new Some.Alerts());
        state = stored ? state with { Groups = new GroupStore(new FakeStore(), "group") } : state;
        return (
            new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, state, alerts, room: room),
            alerts,
            state,
            HashOf(plan, "flooded")
        );
    }

    private static CorrelationHash HashOf(RulePlan plan, string rule) => plan.Roots.Single(r => r.Value.Meta.Id == rule).Key;

    private static string Rule(string name, string input) =>
        $$$"""
            title: {{{input}}}
            id: {{{input}}}
            name: {{{input}}}
            logsource: {product: linux, service: netfilter}
            detection: {x: {source.ip: 1.1.1.1}, condition: x}
            streams: {alert: false}
            ---
            title: {{{name}}}
            id: {{{name}}}
            correlation: {type: event_count, rules: [{{{input}}}], group-by: [streams.pod], timespan: 10m, condition: {gte: 2}}
            level: high
            """;
}
