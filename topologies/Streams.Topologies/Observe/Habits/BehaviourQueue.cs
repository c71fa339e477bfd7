using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Topologies.Observe.Habits;

/// <summary>
/// The behaviours of one lane that wait for the watermark, to be taken in the order of (time, id). Kept in batches: what came between two commits is one,
/// and it is removed when the last of it has been taken.
/// </summary>
internal sealed class BehaviourQueue
{
    private const int OwnBytes = 1_000;
    private readonly PriorityQueue<(Behaviour Behaviour, BehaviourBatch Batch), (Timestamp Time, string Id, int Class, string Value)> _buffered = new(
        Comparer<(Timestamp Time, string Id, int Class, string Value)>.Create(
            static (a, b) =>
                a.Time != b.Time ? a.Time.CompareTo(b.Time)
                : string.CompareOrdinal(a.Id, b.Id) is not 0 and var id ? id
                : a.Class != b.Class ? a.Class.CompareTo(b.Class)
                : string.CompareOrdinal(a.Value, b.Value)
        )
    );

    /// <summary>How many wait.</summary>
    public int Count => _buffered.Count;

    /// <summary>The bytes they take, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Puts in a behaviour.</summary>
    public void Add(Behaviour behaviour, BehaviourBatch batch)
    {
        Bytes += CostOf(behaviour);
        batch.Left++;
        _buffered.Enqueue((behaviour, batch), (behaviour.Time, behaviour.Evidence.EventId, behaviour.Class, behaviour.Value));
    }

    /// <summary>Takes the first whose time has come.</summary>
    public bool TryTake(Timestamp until, out Behaviour behaviour, out BehaviourBatch batch)
    {
        if (_buffered.TryPeek(out var first, out var at) && at.Time <= until)
        {
            _buffered.Dequeue();
            (behaviour, batch) = first;
            batch.Left--;
            Bytes -= CostOf(behaviour);
            return true;
        }

        (behaviour, batch) = (null!, null!); // the caller looks at the result first
        return false;
    }

    private static long CostOf(Behaviour behaviour) =>
        OwnBytes + (sizeof(char) * (long)(behaviour.Entity.Length + behaviour.Value.Length + behaviour.Evidence.Excerpt.Length));
}
