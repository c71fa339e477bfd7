using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;
using static Streams.Topologies.Tests.Correlate.CorrelationStand;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>What the stage remembers: signals that came before, and everything over a restart.</summary>
public sealed class CorrelateStateTests
{
    [Fact]
    public void Duplicates_ahead_of_and_behind_the_watermark_count_once()
    {
        var (stage, alerts, plan) = Make(Count(2));
        var signal = Some.Signal(Some.Hash(plan), "a", 0, "same");
        stage.Process(signal);
        stage.Process(signal);
        Advance(stage, 15);
        stage.Process(signal);

        Assert.Empty(alerts.Standing);
        Assert.Equal(2, stage.Counts.Duplicate);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(700, 2)]
    public void Duplicate_of_a_closed_alert_does_not_open_it_again_while_it_is_remembered(double until, int opened)
    {
        var (stage, alerts, plan) = Make(Count(1));
        stage.Process(Some.Signal(Some.Hash(plan), "a", 0, "same"));
        Advance(stage, until);
        stage.Process(Some.Signal(Some.Hash(plan), "a", 0, "same"));
        Advance(stage, until + 100);

        Assert.Equal(opened, alerts.Written.Count(a => a.Status == AlertStatus.Open));
    }

    [Fact]
    public void Settled_ids_written_and_read_know_the_same_signals()
    {
        var ids = new SettledIds();
        for (var i = 0; i < SettledIds.Most + 10; i++)
        {
            ids.Add(Some.At(i), SignalId.Of(EventKey.Of($"e{i}"), "a", []));
        }

        var read = new SettledIds();
        read.Read(ids.Bytes);
        Assert.Equal(SettledIds.Most, read.Count);
        Assert.True(read.Contains(Some.At(10), SignalId.Of(EventKey.Of("e10"), "a", [])));
        Assert.False(read.Contains(Some.At(9), SignalId.Of(EventKey.Of("e9"), "a", [])));
        Assert.False(read.Contains(Some.At(10), SignalId.Of(EventKey.Of("e10"), "b", [])));
        read.Forget(Some.At(SettledIds.Most + 9));
        Assert.Equal(1, read.Count);
    }

    [Fact]
    public void State_written_and_read_goes_on_as_before()
    {
        var (whole, expected, plan) = Make(Count(3));
        var hash = Some.Hash(plan);
        whole.Process(Some.Signal(hash, "a", 0, "e1"));
        whole.Process(Some.Signal(hash, "a", 1, "e2"));
        whole.Process(Some.Signal(hash, "a", 2, "e3"));
        Advance(whole, 500);

        var store = new FakeStore();
        var first = new GroupStore(store, "group");
        var alerts = new Some.Alerts();
        var before = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile() with { Groups = first }, alerts);
        before.Process(Some.Signal(hash, "a", 0, "e1"));
        Advance(before, 5);
        before.Process(Some.Signal(hash, "a", 1, "e2"));
        first.Flush();

        var second = new GroupStore(store, "group");
        second.Load();
        var after = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile() with { Groups = second }, alerts);
        after.Restored();
        after.Process(Some.Signal(hash, "a", 2, "e3"));
        Advance(after, 500);

        Assert.Equal(expected.Comparable(), alerts.Comparable());
        Assert.Single(alerts.Standing);
    }

    [Fact]
    public void Restart_with_an_alert_ahead_of_the_watermark_does_not_open_it_again()
    {
        var (store, alerts, plan) = (new FakeStore(), new Some.Alerts(), Some.Plan(Count(2)));
        var hash = Some.Hash(plan);
        var first = new GroupStore(store, "group");
        var before = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile() with { Groups = first }, alerts);
        before.Process(Some.Signal(hash, "a", 0, "e1"));
        before.Process(Some.Signal(hash, "a", 5, "e2"));
        first.Flush();

        var second = new GroupStore(store, "group");
        second.Load();
        var after = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile() with { Groups = second }, alerts);
        after.Restored();
        Advance(after, 12); // the first signal is settled, the one that completed the alert is not
        after.Process(Some.Signal(hash, "a", 6, "e3"));
        Advance(after, 500);

        Assert.Equal([AlertStatus.Open, AlertStatus.Closed], alerts.Written.Select(a => a.Status));
        Assert.Equal(3, alerts.Written[^1].Count);
    }
}
