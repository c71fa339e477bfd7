using Streams.Engine.Hosting;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>Stage A for one source in one raw partition, with its part of the task's store. A partition of several sources has a lane for each: time and account are the source's own.</summary>
internal sealed class NormaliseLane
{
    private const string AccountKey = "account";
    private readonly TaskStates _states;
    private readonly StoreState<PartsOfLine> _parts;
    private readonly StoreState<NormaliseCounts> _counts;
    private readonly StoreState<NodeTrack> _nodes;
    private readonly RecordBuffer _queue;
    private readonly Func<NormaliseState, NormaliseStage> _create;

    /// <param name="store">The task's store.</param>
    /// <param name="prefix">What separates the lane's state from other lanes'; empty where it is the only one.</param>
    /// <param name="source">The source.</param>
    /// <param name="origin">The lane's name, as in <see cref="TopicNames.OriginOf"/>.</param>
    /// <param name="create">Makes the stage of its state.</param>
    public NormaliseLane(ITaskStore store, string prefix, EventSource source, string origin, Func<NormaliseState, NormaliseStage> create)
    {
        (Source, Origin, _create) = (source, origin, create);
        _states = new TaskStates(store, prefix);
        _states.Add("format", name => new StateFormat(store, name));
        _parts = _states.Whole<PartsOfLine>("parts");
        _queue = new RecordBuffer(_states.Whole<BufferedRecord>("pending"));
        _counts = _states.Whole<NormaliseCounts>("account");
        _nodes = _states.Whole<NodeTrack>("node");
    }

    /// <summary>The source.</summary>
    public EventSource Source { get; }

    /// <summary>The name under which the lane's time is told.</summary>
    public string Origin { get; }

    /// <summary>What other processes were told of <see cref="NormaliseStage.Asked"/>.</summary>
    public Timestamp AskedTold { get; set; } = Timestamp.Unknown;

    /// <summary>The stage; made by <see cref="Restored"/>, which comes before any use.</summary>
    public NormaliseStage Stage { get; private set; } = null!;

    /// <summary>Takes in what was restored; the account of what has been done.</summary>
    public NormaliseCounts Restored()
    {
        _states.Load();
        _queue.Restored();
        var counts = _counts.Get(AccountKey) ?? new NormaliseCounts();
        _counts.Put(AccountKey, counts);
        AskedTold = Timestamp.Unknown;
        Stage = _create(new NormaliseState(_parts, _queue, _nodes, counts));
        return counts;
    }

    /// <summary>Writes what was touched.</summary>
    public void Flush()
    {
        _counts.Touch(AccountKey);
        _states.Flush();
    }
}
