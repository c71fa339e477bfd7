using Streams.Engine.Hosting;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>What every receiver of watermarks keeps in its task's store: what was told, and what came in.</summary>
internal sealed class StoredWatermarks : IStored
{
    private const string CountsKey = "counts";
    private readonly TaskStates _states;
    private readonly StoreState<StageCounts> _counts;

    /// <param name="store">The task's store.</param>
    public StoredWatermarks(ITaskStore store)
    {
        _states = new TaskStates(store);
        Memory = new WatermarkMemory(_states.Whole<UpstreamView>("upstream"), _states.Whole<SegmentList>("segment"));
        _counts = _states.Whole<StageCounts>("counts");
    }

    /// <summary>What watermarks have told.</summary>
    public WatermarkMemory Memory { get; }

    /// <summary>What came in. The same object for the life of the task; filled by <see cref="Load"/>.</summary>
    public StageCounts Counts { get; } = new();

    /// <inheritdoc/>
    public void Load()
    {
        _states.Load();
        if (_counts.Get(CountsKey) is { } counts)
        {
            Counts.Add(counts);
        }

        _counts.Put(CountsKey, Counts);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        _counts.Touch(CountsKey);
        _states.Flush();
    }
}
