namespace Streams.Engine.TestHost.Windows;

/// <summary>
/// Things that fall due at an event time. Adding is O(1), advancing O(what is due): entries lie in slots of a span of time,
/// and only the slots are ordered. Entries of one moment come out in the order in which they were added.
/// </summary>
/// <remarks>
/// An entry is not taken back: who no longer wants it ignores it when it comes. One owner. Of one moment the order is that of adding, so it does not fit where a restart
/// adds in another order and the order shows: the groups of stage C wait in a queue by (time, key) for that.
/// </remarks>
/// <param name="slot">The span of one slot; about the time between two advances.</param>
public sealed class ExpiryWheel<T>(long slot)
{
    private readonly Dictionary<long, List<(long Due, T Entry)>> _slots = [];
    private readonly PriorityQueue<long, long> _order = new();

    /// <summary>How many entries wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an entry.</summary>
    public void Add(long due, T entry)
    {
        var at = Math.DivRem(due, slot) is var (quotient, remainder) && remainder < 0 ? quotient - 1 : quotient;
        if (!_slots.TryGetValue(at, out var entries))
        {
            _slots[at] = entries = [];
            _order.Enqueue(at, at);
        }

        entries.Add((due, entry));
        Count++;
    }

    /// <summary>Takes out everything due at or before a moment, in the order of the due times.</summary>
    public void Advance(long moment, List<T> due)
    {
        while (_order.TryPeek(out var at, out _) && at * slot <= moment)
        {
            var entries = _slots[at];
            var whole = moment - (at * slot) >= slot - 1;
            Take(entries, whole ? long.MaxValue : moment, due);
            if (entries.Count > 0)
            {
                return;
            }

            _slots.Remove(at);
            _order.Dequeue();
        }
    }

    private void Take(List<(long Due, T Entry)> entries, long moment, List<T> due)
    {
        // A stable order, so that a replay gives the same.
        var ready = entries.Where(e => e.Due <= moment).OrderBy(e => e.Due).ToArray();
        foreach (var (_, entry) in ready)
        {
            due.Add(entry);
        }

        Count -= ready.Length;
        if (ready.Length == entries.Count)
        {
            entries.Clear();
        }
        else
        {
            entries.RemoveAll(e => e.Due <= moment);
        }
    }
}
