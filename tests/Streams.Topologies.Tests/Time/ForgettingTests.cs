using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Time;

/// <summary>What is told again as a whole, what is left out, and what is forgotten.</summary>
public sealed class ForgettingTests
{
    private const double Hour = 3600;
    private static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["k-0"] = EventSource.Kernel, ["d-0"] = EventSource.Dns }, 1);

    [Fact]
    public void A_receiver_forgets_a_node_of_which_nothing_came_for_a_day()
    {
        var memory = WatermarkMemory.Volatile();
        var state = new WatermarkState(Shape, new TimeOptions(), observe: false, memory);
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 0, ("gone", 0), ("here", 0)));
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 23 * Hour, ("here", 23 * Hour)));
        Assert.Equal(0, state.Nodes.Forgotten);
        Assert.Equal(["gone", "here"], state.Nodes.Of(EventSource.Dns).Keys.Order(StringComparer.Ordinal));
        Assert.Empty(state.Nodes.Of(EventSource.Kernel));
        state.Merge(Some.Watermark("k-0", EventSource.Kernel, 0, ("other", 0)));
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 25 * Hour, ("here", 25 * Hour)));
        Assert.Equal(1, state.Nodes.Forgotten);
        Assert.Equal(["here"], state.Nodes.Of(EventSource.Dns).Keys);
        Assert.Null(state.Nodes.Find(EventSource.Dns, "gone"));
        Assert.NotNull(state.Nodes.Find(EventSource.Kernel, "other"));
        Assert.DoesNotContain("dns gone", memory.Segments.Keys);
        Assert.Contains("dns here", memory.Segments.Keys);
        Assert.Equal(["here"], memory.Upstreams.Get("d-0")!.Origins["d-0"].Nodes.Keys); // it was told
    }

    [Fact]
    public void What_B_forwards_is_what_changed_and_every_30_seconds_of_the_least_frontier_the_whole()
    {
        var state = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
        state.Merge(Some.Watermark("k-0", EventSource.Kernel, 10, ("n", 10)));
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 100, ("m", 10)));
        Assert.Equal(Some.At(10), state.LeastFrontier);
        Assert.Equal(["m", "n"], Nodes(state));
        Assert.Empty(Nodes(state));
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 200, ("m", 200)));
        Assert.Equal(["m"], Nodes(state));
        state.Merge(Some.Watermark("k-0", EventSource.Kernel, 39));
        Assert.Empty(Nodes(state));
        state.Merge(Some.Watermark("k-0", EventSource.Kernel, 40));
        Assert.Equal(["m", "n"], Nodes(state));
        Assert.Empty(Nodes(state));
    }

    [Fact]
    public void A_tells_what_changed_and_every_30_seconds_the_whole_and_forgets_a_node_after_a_day()
    {
        var nodes = new MemoryState<NodeTrack>();
        var tracker = new OriginTracker(EventSource.Dns, "d-0", nodes, Timestamp.Unknown, new TimeOptions());
        Saw("a", 0);
        Saw("b", 0);
        Assert.Equal(["a", "b"], Told());
        Assert.Empty(Told());
        Saw("a", 29);
        Assert.Equal(["a"], Told());
        Saw("a", 30);
        Assert.Equal(["a", "b"], Told());
        Saw("a", 24 * Hour);
        Assert.Equal(["a", "b"], Told());
        Saw("a", (24 * Hour) + 31);
        Assert.Equal(["a"], Told());
        Assert.Equal(["a"], nodes.Keys);

        void Saw(string node, double at)
        {
            tracker.Saw(node, Some.At(at), Some.At(at));
            tracker.Advance(Some.At(at));
        }

        string[] Told() => [.. tracker.Take(Timestamp.Never).Nodes.Select(n => n.Node).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void What_is_held_back_by_an_older_record_is_told_when_that_is_done()
    {
        var track = new NodeTrack();
        track.Saw(Some.At(10), Some.At(10));
        var first = track.Take("n", Some.At(5));
        Assert.Equal((Some.At(5), Some.At(10)), (first.Highest, first.LastAppend));
        Assert.False(track.HasNews(Some.At(5)));
        Assert.True(track.HasNews(Some.At(6)));
        Assert.Equal(Some.At(10), track.Take("n", Timestamp.Never).Highest);
        Assert.False(track.HasNews(Timestamp.Never));
        track.Saw(Some.At(11), Some.At(11));
        track.Saw(Some.At(12), Some.At(12));
        Assert.Equal(4, track.Segments.All[^1].Count + 1);
    }

    [Fact]
    public void Segments_keep_ten_minutes_and_count_what_lies_within_a_time()
    {
        var list = new SegmentList();
        foreach (var at in new[] { 0, 100, 200, 300 })
        {
            list.Add(new Segment(Some.At(at), Some.At(at + 5), 3), counts: true);
        }

        Assert.Equal(6, list.CountBetween(Some.At(100), Some.At(205)), 6);
        Assert.Equal(2.4, list.CountBetween(Some.At(106), Some.At(204)), 6);
        list.Forget(Some.At(105));
        Assert.Equal([Some.At(100), Some.At(200), Some.At(300)], list.All.Select(s => s.Since));
        list.Forget(Some.At(900));
        Assert.Equal([Some.At(200), Some.At(300)], list.All.Select(s => s.Since)); // the last two stay
        Assert.True(list.Covers(Some.At(200)));
        Assert.False(list.Covers(Some.At(199)));
        Assert.False(list.Covers(Some.At(215)));
        Assert.Equal([Some.At(300)], list.From(Some.At(206)).Select(s => s.Since));
    }

    [Fact]
    public void Counts_are_added_one_by_one()
    {
        var sum = new StageCounts
        {
            In = 1,
            Late = 2,
            Duplicate = 3,
            Overflow = 4,
            Unknown = 5,
        };
        sum.Add(
            new StageCounts
            {
                In = 10,
                Late = 20,
                Duplicate = 30,
                Overflow = 40,
                Unknown = 50,
            }
        );
        Assert.Equal((11, 22, 33, 44, 55), (sum.In, sum.Late, sum.Duplicate, sum.Overflow, sum.Unknown));
    }

    [Fact]
    public void Audit_may_be_later_than_the_others()
    {
        var shape = new PipelineShape(new Dictionary<string, EventSource> { ["a-0"] = EventSource.Audit }, 1);
        var state = new WatermarkState(shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
        state.Merge(Some.Watermark("a-0", EventSource.Audit, 100, ("n", 100)));
        Assert.Equal(Some.At(55), state.Progress(EventSource.Audit));
    }

    private static string[] Nodes(WatermarkState state) =>
        [.. state.Forward("observe-0").Origins.SelectMany(o => o.Nodes).Select(n => n.Node).Order(StringComparer.Ordinal)];
}
