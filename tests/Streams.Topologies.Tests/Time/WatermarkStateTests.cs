using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Time;

public sealed class WatermarkStateTests
{
    private static readonly PipelineShape Shape = new(
        new Dictionary<string, EventSource>
        {
            ["k-0"] = EventSource.Kernel,
            ["k-1"] = EventSource.Kernel,
            ["d-0"] = EventSource.Dns,
        },
        1
    );

    [Fact]
    public void Progress_before_every_partition_has_spoken_is_unknown()
    {
        var state = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
        state.Merge(Some.Watermark("k-0", EventSource.Kernel, 100, ("n", 100)));

        Assert.Equal(Timestamp.Unknown, state.Progress(EventSource.Kernel));
        state.Merge(Some.Watermark("k-1", EventSource.Kernel, 90, ("n", 90)));
        Assert.Equal(Some.At(80), state.Progress(EventSource.Kernel));
    }

    [Fact]
    public void Progress_of_a_quiet_node_is_held_no_longer_than_the_timeout()
    {
        var state = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 10, ("quiet", 10)));
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 60, ("busy", 60)));
        Assert.Equal(Some.At(0), state.Progress(EventSource.Dns));

        state.Merge(Some.Watermark("d-0", EventSource.Dns, 200, ("busy", 200)));
        Assert.Equal(Some.At(190), state.Progress(EventSource.Dns));
    }

    [Fact]
    public void Progress_never_goes_back()
    {
        var state = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 100, ("n", 100)));
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 100, ("late", 50)));

        Assert.Equal(Some.At(90), state.Progress(EventSource.Dns));
    }

    [Fact]
    public void Progress_of_c_waits_for_b()
    {
        var state = new WatermarkState(Shape, new TimeOptions(), observe: true, WatermarkMemory.Volatile());
        var vector = Some.Watermark("d-0", EventSource.Dns, 100, ("n", 100));
        state.Merge(vector);
        Assert.Equal(Timestamp.Unknown, state.Progress(EventSource.Dns));

        state.Merge(vector with { Upstream = PipelineShape.Observe(0) });
        Assert.Equal(Some.At(90), state.Progress(EventSource.Dns));
    }

    [Fact]
    public void Proof_needs_a_record_of_every_node_later_than_the_lateness()
    {
        var state = new WatermarkState(Shape, new TimeOptions(), observe: false, WatermarkMemory.Volatile());
        state.Merge(Some.Watermark("d-0", EventSource.Dns, 100, ("a", 100), ("b", 85)));

        Assert.False(state.Nodes.HasProof(EventSource.Dns, null, Some.At(80)));
        Assert.True(state.Nodes.HasProof(EventSource.Dns, "a", Some.At(80)));
        Assert.True(state.Nodes.HasProof(EventSource.Dns, null, Some.At(75)));
        Assert.False(state.Nodes.HasProof(EventSource.Kernel, null, Some.At(0)));
    }

    /// <summary>Whoever may write watermarks neither fills the state with names of his own nor moves a source by another's origin.</summary>
    [Fact]
    public void What_nobody_waits_for_is_not_kept()
    {
        var memory = WatermarkMemory.Volatile();
        var state = new WatermarkState(Some.Shape, new TimeOptions(), observe: true, memory);
        for (var i = 0; i < 1_000; i++)
        {
            state.Merge(Some.Watermark($"forged-{i}", EventSource.Kernel, 50, ($"n{i}", 50)));
            state.Merge(
                new WatermarkVector(
                    "k-0",
                    [
                        new OriginMark(
                            EventSource.Dns,
                            $"forged-{i}",
                            Some.At(50),
                            [new NodeMark($"n{i}", Some.At(50), Some.At(50), [new Segment(Some.At(50), Some.At(50), 1)])]
                        ),
                    ]
                )
            );
        }

        Assert.Equal(["k-0"], memory.Upstreams.Keys);
        Assert.Empty(memory.Upstreams.Get("k-0")!.Origins);
        Assert.Empty(memory.Segments.Keys);
        Assert.Equal(Timestamp.Unknown, state.Progress(EventSource.Dns));
    }
}
