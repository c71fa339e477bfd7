using System.Globalization;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.State;

namespace Streams.Topologies.Normalise;

/// <summary>Records that wait for their entity, in the order of arrival; change-logged, so that none is lost.</summary>
public sealed class RecordBuffer(IKeyedState<BufferedRecord> states)
{
    private readonly Queue<string> _order = new();
    private long _next;

    /// <summary>The append time of the oldest; <see cref="Timestamp.Never"/> where none waits.</summary>
    public Timestamp Oldest => _order.TryPeek(out var key) ? states.Get(key)!.AppendTime : Timestamp.Never; // a queued key has a record

    /// <summary>The append time of the newest; only where one waits.</summary>
    public Timestamp Newest { get; private set; }

    /// <summary>How many wait.</summary>
    public int Count => _order.Count;

    /// <summary>What each costs besides its value, about.</summary>
    private const int Overhead = 200;

    /// <summary>The bytes they take, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Finds what waits in restored state.</summary>
    public void Restored()
    {
        _order.Clear();
        (_next, Bytes) = (0, 0);
        foreach (var key in states.Keys.Order(StringComparer.Ordinal))
        {
            _order.Enqueue(key);
            _next = long.Parse(key, CultureInfo.InvariantCulture) + 1;
            var buffered = states.Get(key)!; // a key that was listed
            Newest = buffered.AppendTime;
            Bytes += buffered.Value.Length + Overhead;
        }
    }

    /// <summary>Puts a record at the end.</summary>
    public void Add(in RawRecord record, in Provenance provenance)
    {
        var key = _next++.ToString("D20", CultureInfo.InvariantCulture);
        states.Put(
            key,
            new BufferedRecord
            {
                Value = record.Value.ToArray(),
                Key = record.Key.ToArray(),
                AppendTime = record.AppendTime,
                FileName = record.FileName,
                Origin = provenance.Origin,
                Partition = provenance.Partition,
                Position = provenance.Position,
            }
        );
        _order.Enqueue(key);
        Newest = record.AppendTime;
        Bytes += record.Value.Length + Overhead;
    }

    /// <summary>Takes the first record where it was appended at or before a time.</summary>
    public bool TryTake(Timestamp append, out BufferedRecord record)
    {
        record = null!; // set where true is returned
        if (!_order.TryPeek(out var key) || states.Get(key) is not { } first || first.AppendTime > append)
        {
            return false;
        }

        _order.Dequeue();
        states.Remove(key);
        record = first;
        Bytes -= first.Value.Length + Overhead;
        return true;
    }
}
