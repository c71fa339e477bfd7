namespace Streams.Engine.TestHost.Windows;

/// <summary>
/// Entries in the order of (time, id): appending is O(1), an entry out of order costs a search and a shift, dropping old ones is O(dropped) on the whole.
/// </summary>
/// <remarks>One owner.</remarks>
internal sealed class TimeList<T>
{
    private readonly List<(long Time, string Id, T Value)> _entries = [];
    private int _head;

    public int Count => _entries.Count - _head;

    public (long Time, string Id, T Value) this[int index] => _entries[_head + index];

    /// <summary>Adds an entry; false where its time and id are there already.</summary>
    public bool Add(long time, string id, T value)
    {
        var at = Find(time, id);
        if (at < _entries.Count && _entries[at].Time == time && string.Equals(_entries[at].Id, id, StringComparison.Ordinal))
        {
            return false;
        }

        _entries.Insert(at, (time, id, value));
        return true;
    }

    public void Replace(int index, T value) => _entries[_head + index] = _entries[_head + index] with { Value = value };

    /// <summary>The index of the first entry at or after a time.</summary>
    public int FirstAtOrAfter(long time) => Find(time, string.Empty) - _head;

    /// <summary>Drops the first entries.</summary>
    public void DropFirst(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _entries[_head + i] = default;
        }

        _head += count;
        if (_head > 16 && _head > _entries.Count / 2)
        {
            _entries.RemoveRange(0, _head);
            _head = 0;
        }
    }

    private int Find(long time, string id)
    {
        var (low, high) = (_head, _entries.Count);
        if (high > low && Before(_entries[high - 1], time, id))
        {
            return high;
        }

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Before(_entries[middle], time, id))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static bool Before((long Time, string Id, T Value) entry, long time, string id) =>
        entry.Time != time ? entry.Time < time : string.CompareOrdinal(entry.Id, id) < 0;
}
