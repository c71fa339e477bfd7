using Streams.Topologies.State;

namespace Streams.Topologies.Time;

/// <summary>What a receiver of watermarks keeps with its state.</summary>
/// <param name="Upstreams">What each upstream task has told.</param>
/// <param name="Segments">By source and node the stretches without silence.</param>
public sealed record WatermarkMemory(IKeyedState<UpstreamView> Upstreams, IKeyedState<SegmentList> Segments)
{
    /// <summary>One that lives as long as the process.</summary>
    public static WatermarkMemory Volatile() => new(new MemoryState<UpstreamView>(), new MemoryState<SegmentList>());
}
