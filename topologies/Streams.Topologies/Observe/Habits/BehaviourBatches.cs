using System.Globalization;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe.Habits;

/// <summary>The batches of behaviours that wait for the watermark, as they are kept.</summary>
/// <param name="isKept">Whether they are written at all.</param>
internal sealed class BehaviourBatches(bool isKept)
{
    /// <summary>The first part of a batch's key.</summary>
    public const string Record = "w";

    private readonly List<BehaviourBatch> _done = [];
    private BehaviourBatch? _open;
    private long _next;

    /// <summary>The key of a batch.</summary>
    public static string KeyOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Record}{HabitRecords.Separator}{number:D19}");

    /// <summary>Puts a behaviour into the batch that the next commit writes.</summary>
    public BehaviourBatch Add(Behaviour behaviour)
    {
        _open ??= new BehaviourBatch(KeyOf(_next++));
        if (isKept)
        {
            _open.Unwritten.Add(behaviour);
        }

        return _open;
    }

    /// <summary>Puts back a batch that was stored.</summary>
    /// <param name="number">Its number in the key.</param>
    /// <param name="bytes">Its stored form.</param>
    /// <param name="wait">Has a behaviour wait again, where it has not been judged.</param>
    public void Restore(string number, byte[] bytes, Action<Behaviour, BehaviourBatch> wait)
    {
        var batch = new BehaviourBatch($"{Record}{HabitRecords.Separator}{number}") { IsWritten = true };
        foreach (var behaviour in BehaviourCodec.Decode(bytes) ?? throw StoredForm.Unreadable(bytes, "the behaviours that wait"))
        {
            wait(behaviour, batch);
        }

        Taken(batch);
        _next = Math.Max(_next, long.Parse(number, CultureInfo.InvariantCulture) + 1);
    }

    /// <summary>A behaviour of a batch waits no longer.</summary>
    public void Taken(BehaviourBatch batch)
    {
        if (batch.Left == 0 && isKept)
        {
            _done.Add(batch);
        }
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush(IHabitStore store)
    {
        if (_open is { Left: > 0 })
        {
            var writer = new AvroWriter();
            BehaviourCodec.Begin(writer);
            foreach (var behaviour in _open.Unwritten)
            {
                BehaviourCodec.Add(behaviour, writer);
            }

            store.Put(_open.Key, BehaviourCodec.End(writer));
            _open.IsWritten = true;
            _open.Unwritten.Clear();
        }

        _open = null;
        foreach (var batch in _done)
        {
            if (batch.IsWritten && batch.Left == 0)
            {
                store.Put(batch.Key, null);
            }
        }

        _done.Clear();
    }
}
