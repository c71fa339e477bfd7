namespace Streams.Engine.TestHost.Windows;

/// <summary>The events of one key, a set by event id in the order of (time, id). A second event of an id is a duplicate and changes nothing, whatever its time.</summary>
/// <remarks>One owner. Adding in order is O(1), expiring O(expired). No stage of this repository uses it yet, because a correlation rule judges its group's events as a set; fault tests and benchmarks run it in the engine.</remarks>
public sealed class EventSet<T>
{
    private readonly TimeList<T> _events = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _events.Count;

    /// <summary>How many were duplicates.</summary>
    public long Duplicates { get; private set; }

    /// <summary>The events in their order.</summary>
    public IEnumerable<(long Time, string Id, T Value)> InOrder
    {
        get
        {
            for (var i = 0; i < _events.Count; i++)
            {
                yield return _events[i];
            }
        }
    }

    /// <summary>Adds an event; false where its id is there.</summary>
    public bool Add(long time, string id, T value)
    {
        if (!_ids.Add(id))
        {
            Duplicates++;
            return false;
        }

        return _events.Add(time, id, value);
    }

    /// <summary>Drops the events before a time; answers how many.</summary>
    public int ExpireBefore(long time)
    {
        var count = _events.FirstAtOrAfter(time);
        for (var i = 0; i < count; i++)
        {
            _ids.Remove(_events[i].Id);
        }

        _events.DropFirst(count);
        return count;
    }
}
