using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Crosscutting;
using Streamiz.Kafka.Net.Processors;
using Streamiz.Kafka.Net.State;
using Streamiz.Kafka.Net.State.Enumerator;
using Streams.Engine.Running;

namespace Streams.Engine.State;

/// <summary>
/// The innermost store of one sub-topology's task: write-back, in memory. At Flush the task writes what it holds, then every
/// dirty key goes through the outer store that Init received, which writes the changelog within the transaction.
/// </summary>
/// <remarks>
/// Flush is no commit point: Streamiz calls it again for checkpoints, so it does nothing unless the task ran since the last one.
/// Persistent is false and no checkpoint is answered: every start restores the whole committed changelog.
/// </remarks>
internal sealed class TaskStore(string name, InstanceState instance) : IKeyValueStore<Bytes, byte[]>
{
    /// <summary>Written only to make Streamiz commit a transaction in which it wrote nothing itself; stages never see it.</summary>
    private static readonly byte[] CommitMark = [0xFF, .. "streams.commit"u8];

    private IKeyValueStore<byte[], byte[]>? outer;
    private bool flushing;

    public string Name => name;

    public bool Persistent => false;

    public bool IsLocally => true;

    public bool IsOpen { get; private set; }

    /// <summary>The values.</summary>
    public TaskState State { get; } = new();

    /// <summary>Set from Streamiz' restore-end event; before it nothing may run on this state (N18).</summary>
    public bool RestoreEnded { get; set; }

    /// <summary>Whether the task ran since the last flush.</summary>
    public bool Touched { get; set; }

    /// <summary>Whether the task processed a record since the last flush, so that Streamiz has an offset to commit.</summary>
    public bool HasOffset { get; set; }

    /// <summary>Asks the task to write what it holds; set by the binding.</summary>
    public Action? FlushTask { get; set; }

    public void Init(ProcessorContext context, IStateStore root)
    {
        outer = (IKeyValueStore<byte[], byte[]>)root;
        context.Register(root, (key, value, _) => Restore(key.Get, value));
        instance.Stores[(name, context.Id.Partition)] = this;
        IsOpen = true;
    }

    public void Flush()
    {
        if (!Touched || !RestoreEnded || !IsOpen || outer is null || instance.ProcessEnd.Ended)
        {
            return;
        }

        Touched = false;
        FlushTask?.Invoke();
        flushing = true;
        foreach (var key in State.Dirty)
        {
            outer.Put(key, State.Get(key)!); // null is a tombstone
        }

        if (!HasOffset && instance.Producer is { InTransaction: true, EngineKnows: false })
        {
            outer.Put(CommitMark, []);
        }

        HasOffset = false;
        flushing = false;
        State.Clean();
    }

    public void Close() => IsOpen = false;

    public void Put(Bytes key, byte[] value)
    {
        // Comes from the outer store, on its way to the changelog: the value is here already.
        if (!flushing)
        {
            throw new NotSupportedException("the task's store is written through its state");
        }
    }

    public byte[] Get(Bytes key) => State.Get(key.Get)!; // Streamiz' stores answer null for nothing

    public byte[] PutIfAbsent(Bytes key, byte[] value) => throw new NotSupportedException();

    public void PutAll(IEnumerable<KeyValuePair<Bytes, byte[]>> entries) => throw new NotSupportedException();

    public byte[] Delete(Bytes key) => throw new NotSupportedException();

    public IKeyValueEnumerator<Bytes, byte[]> Range(Bytes from, Bytes to) => throw new NotSupportedException();

    public IKeyValueEnumerator<Bytes, byte[]> ReverseRange(Bytes from, Bytes to) => throw new NotSupportedException();

    public IEnumerable<KeyValuePair<Bytes, byte[]>> All() => throw new NotSupportedException();

    public IEnumerable<KeyValuePair<Bytes, byte[]>> ReverseAll() => throw new NotSupportedException();

    public long ApproximateNumEntries() => State.Count;

    private void Restore(byte[] key, byte[]? value)
    {
        if (!KeyComparer.Instance.Equals(key, CommitMark))
        {
            State.Restore(key, value);
        }
    }
}
