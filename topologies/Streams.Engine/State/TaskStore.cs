using Confluent.Kafka;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Crosscutting;
using Streamiz.Kafka.Net.Processors;
using Streamiz.Kafka.Net.Processors.Internal;
using Streamiz.Kafka.Net.State;
using Streamiz.Kafka.Net.State.Enumerator;
using Streams.Engine.Batches;
using Streams.Engine.Hosting;
using Streams.Engine.State.Local;

namespace Streams.Engine.State;

/// <summary>
/// The innermost store of one sub-topology's task. It promises: state is never ahead of the committed changelog nor behind the committed offsets.
/// At Flush the task writes what it holds and every written key goes to the changelog within the transaction; once that is committed,
/// the same writes go to the local table together with the changelog offset they reach, known from the delivery reports.
/// </summary>
/// <remarks>
/// Defect 3: Streamiz writes to its store at once and keeps aborted writes. N4: its checkpoint is off by one. Flush is no commit point: it is called
/// for checkpoints, too, so it does nothing unless the task ran since the last one. A crash between commit and local write replays one transaction.
/// </remarks>
internal sealed class TaskStore(string name, TaskStores stores) : IKeyValueStore<Bytes, byte[]>
{
    /// <summary>Written only to make Streamiz commit a transaction in which it wrote nothing itself; stages never see it.</summary>
    private static readonly byte[] CommitMark = [0xFF, .. "streams.commit"u8];

    private IKeyValueStore<byte[], byte[]> _outer = null!; // set by Init
    private ProcessorContext _context = null!; // set by Init
    private RestoreBatch _restoring = null!; // set by Init
    private ChangelogWriter _changelog = null!; // set by Init
    private bool _marking;
    private long _restoreTo;
    private long _restoredTo;

    public string Name => name;

    /// <summary>So that Streamiz asks where to restore from.</summary>
    public bool Persistent => true;

    public bool IsLocally => true;

    public bool IsOpen { get; private set; }

    /// <summary>What the task reads and writes.</summary>
    public TaskState State { get; private set; } = null!; // set by Init

    /// <summary>What is committed.</summary>
    public ILocalTable Table { get; private set; } = null!; // set by Init

    /// <summary>The task of Streamiz that owns this store now.</summary>
    public TaskId TaskId { get; private set; } = null!; // set by Init

    public TopicPartition Changelog => _changelog.Place;

    /// <summary>Set from Streamiz' restore-end event; before it nothing may run on this state (N18).</summary>
    public bool RestoreEnded { get; private set; }

    /// <summary>Offsets of the changelog that are still to be restored. Any thread.</summary>
    public long RestoreRemaining => RestoreEnded ? 0 : Math.Max(0, Volatile.Read(ref _restoreTo) - Volatile.Read(ref _restoredTo));

    /// <summary>Whether the task ran since the last flush.</summary>
    public bool Touched { get; set; }

    /// <summary>Whether the task processed a record since the last flush, so that Streamiz has an offset to commit.</summary>
    public bool HasOffset { get; set; }

    /// <summary>Asks the task to write what it holds; set by the binding.</summary>
    public Action? FlushTask { get; set; }

    public void Init(ProcessorContext context, IStateStore root)
    {
        this._context = context;
        _outer = (IKeyValueStore<byte[], byte[]>)root;
        TaskId = context.Id;
        var partition = context.Id.Partition;
        Table = stores.Local.Open(stores.Identity.ApplicationId, name, partition);
        State = new TaskState(Table, stores.Local.CacheBytes);
        _changelog = new ChangelogWriter(new TopicPartition(stores.Identity.ChangelogOfStore(name), partition), stores);
        _restoring = new RestoreBatch(State, stores.Options.Time);
        context.Register(root, (_, _, _) => Restore());
        stores.Assigned[(name, partition)] = this;
        IsOpen = true;
    }

    public void Flush()
    {
        if (!Touched || !RestoreEnded || !IsOpen || stores.Options.ProcessEnd.Ended)
        {
            return;
        }

        Touched = false;
        FlushTask?.Invoke();
        foreach (var (key, value) in State.Written)
        {
            _changelog.Write(key, value);
        }

        State.Flushed();
        if (!stores.Options.Mends(Mends.WriteAfterCommit))
        {
            stores.Producer.FlushForCommit();
            Committed();
        }

        if (!HasOffset && stores.Producer is { InTransaction: true, EngineKnows: false })
        {
            _marking = true;
            _outer.Put(CommitMark, []);
            _marking = false;
        }

        HasOffset = false;
        stores.AwaitCommit(this);
    }

    /// <summary>The transaction, or under at-least-once the offsets, were committed: what was flushed is now state.</summary>
    public void Committed()
    {
        if (!State.AwaitsCommit)
        {
            return;
        }

        if (_changelog.NextOffset is not { } next)
        {
            throw stores.Identity.Fail($"{_changelog.Place} was committed without a delivery report");
        }

        Guard(() => State.Committed(next, stores.Options.Time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>The restore begins at one offset and will end at another.</summary>
    public void BeginRestore(long from, long to)
    {
        Volatile.Write(ref _restoredTo, Math.Max(0, from));
        Volatile.Write(ref _restoreTo, to);
    }

    /// <summary>The restore has ended where the committed log ends.</summary>
    public void EndRestore()
    {
        Guard(_restoring.Apply);
        RestoreEnded = true;
    }

    public void Close()
    {
        if (IsOpen)
        {
            IsOpen = false;
            stores.Local.Release(Table);
        }
    }

    public void Put(Bytes key, byte[] value)
    {
        // Comes from the outer store on its way to the changelog: only the mark goes that way.
        if (!_marking)
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

    public long ApproximateNumEntries() => Table.Entries;

    private void Restore()
    {
        var batch = (RecordBatch)_context.Headers; // the restore consumer hands out nothing else
        foreach (ref readonly var record in batch.Records)
        {
            stores.Options.Reached?.Invoke(EnginePoint.Restoring);
            Volatile.Write(ref _restoredTo, record.Offset);
            if (KeyComparer.Instance.Equals(record.Key, CommitMark))
            {
                _restoring.Skip(record.Offset);
                continue;
            }

            _restoring.Add(record.Key, record.Value, record.Offset);
            if (_restoring.IsFull)
            {
                Guard(_restoring.Apply);
            }
        }

        stores.RestoredRecords += batch.Records.Length;
        batch.Release();
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (LocalStateException refused)
        {
            throw stores.Options.ProcessEnd.Fail(refused.Message);
        }
    }
}
