namespace Streams.Engine.TestHost.Windows;

/// <summary>
/// Tumbling windows (advance = size) and hopping ones (advance &lt; size): aggregates by key and window, closed once, when nothing more is accepted for them.
/// A record costs O(size / advance), a close O(1).
/// </summary>
/// <remarks>
/// One owner. To keep it over a restart: write what <see cref="Touched"/> names (<see cref="Get"/>; null is removed), and put it back with <see cref="Load"/>.
/// With keys that begin with the start, tumbling windows that closed go by one <c>ITaskStore.RemovePrefix</c> a start.
/// No stage of this repository uses it yet, because a correlation rule judges its group's events as a set; fault tests and benchmarks run it in the engine.
/// </remarks>
public sealed class AlignedWindows<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly long _size;
    private readonly long _advance;
    private readonly Func<TValue> _create;
    private readonly Dictionary<(TKey Key, long Start), TValue> _open;
    private readonly ExpiryWheel<(TKey Key, long Start)> _ends;
    private readonly HashSet<(TKey Key, long Start)> _touched = [];
    private readonly List<(TKey Key, long Start)> _due = [];

    /// <param name="size">The length of a window.</param>
    /// <param name="advance">The distance of two starts; the size for tumbling windows.</param>
    /// <param name="grace">How far behind the progress an event time may be.</param>
    /// <param name="create">Makes an empty aggregate.</param>
    public AlignedWindows(long size, long advance, long grace, Func<TValue> create)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(advance);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, advance);
        (this._size, this._advance, this._create) = (size, advance, create);
        Lateness = new Lateness(grace);
        _open = [];
        _ends = new ExpiryWheel<(TKey, long)>(advance);
    }

    /// <summary>What is accepted, and how much was late.</summary>
    public Lateness Lateness { get; }

    /// <summary>The windows that changed since <see cref="ClearTouched"/>.</summary>
    public IReadOnlyCollection<(TKey Key, long Start)> Touched => _touched;

    /// <summary>Puts a record into its windows; false where it is late.</summary>
    public bool Add<TState>(TKey key, long time, TState state, Action<TValue, TState> add)
    {
        if (!Lateness.Accept(time))
        {
            return false;
        }

        var last = time - Modulo(time, _advance);
        for (var start = last; start > time - _size; start -= _advance)
        {
            var place = (key, start);
            if (!_open.TryGetValue(place, out var value))
            {
                _open[place] = value = _create();
                _ends.Add(start + _size, place);
            }

            add(value, state);
            _touched.Add(place);
        }

        return true;
    }

    /// <summary>Moves the progress on and hands out every window that has closed, in the order of their ends.</summary>
    public void Advance(long progress, Action<TKey, Window, TValue> closed)
    {
        Lateness.Advance(progress);
        _due.Clear();
        _ends.Advance(Lateness.Oldest, _due);
        foreach (var place in _due)
        {
            if (_open.Remove(place, out var value))
            {
                _touched.Add(place);
                closed(place.Key, new Window(place.Start, place.Start + _size), value);
            }
        }
    }

    /// <summary>The aggregate of an open window, or null.</summary>
    public TValue? Get(TKey key, long start) => _open.GetValueOrDefault((key, start));

    /// <summary>Puts back an aggregate that was written.</summary>
    public void Load(TKey key, long start, TValue value)
    {
        _open[(key, start)] = value;
        _ends.Add(start + _size, (key, start));
    }

    /// <summary>What was touched is written.</summary>
    public void ClearTouched() => _touched.Clear();

    private static long Modulo(long time, long by) => time % by is >= 0 and var rest ? rest : (time % by) + by;
}
