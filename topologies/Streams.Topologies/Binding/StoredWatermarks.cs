using Streams.Engine.Hosting;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>What every receiver of watermarks keeps in its task's store: what was told, and what came in.</summary>
internal sealed class StoredWatermarks(ITaskStore store)
{
    private const string CountsKey = "counts";
    private readonly StoreState<UpstreamView> _upstreams = new(store, "upstream");
    private readonly StoreState<SegmentList> _segments = new(store, "segment");
    private readonly StoreState<StageCounts> _counts = new(store, "counts");

    /// <summary>What watermarks have told.</summary>
    public WatermarkMemory Memory => new(_upstreams, _segments);

    /// <summary>What came in. The same object for the life of the task; filled by <see cref="Load"/>.</summary>
    public StageCounts Counts { get; } = new();

    /// <summary>Takes in what was restored.</summary>
    public void Load()
    {
        _upstreams.Load();
        _segments.Load();
        _counts.Load();
        if (_counts.Get(CountsKey) is { } counts)
        {
            Counts.Add(counts);
        }

        _counts.Put(CountsKey, Counts);
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush()
    {
        _counts.Touch(CountsKey);
        _upstreams.Flush();
        _segments.Flush();
        _counts.Flush();
    }
}
