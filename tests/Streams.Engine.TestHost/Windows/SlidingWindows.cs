namespace Streams.Engine.TestHost.Windows;

/// <summary>
/// Sliding windows: for every event of a key, the events of the time before it, itself included: (time − size, time].
/// Each is handed out once, when all that belongs to it is there. An event costs O(1) in order, a close O(events in the window).
/// </summary>
/// <remarks>
/// One owner. Events of one id are one event. To keep it over a restart: write the events that <see cref="Added"/> and <see cref="Dropped"/> name and put them back with <see cref="Load"/>.
/// No stage of this repository uses it yet, because a correlation rule judges its group's events as a set; fault tests and benchmarks run it in the engine.
/// </remarks>
/// <param name="size">The length of a window.</param>
/// <param name="grace">How far behind the progress an event time may be.</param>
public sealed class SlidingWindows<TKey, TValue>(long size, long grace)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Slide> _keys = [];
    private readonly ExpiryWheel<TKey> _ends = new(Math.Max(1, size));
    private readonly List<TKey> _due = [];
    private readonly List<(long Time, string Id, TValue Value)> _window = [];

    /// <summary>What is accepted, and how much was late.</summary>
    public Lateness Lateness { get; } = new(grace);

    /// <summary>Called for every event that is kept.</summary>
    public Action<TKey, long, string, TValue>? Added { get; init; }

    /// <summary>Called for every event that is needed no longer.</summary>
    public Action<TKey, long, string>? Dropped { get; init; }

    /// <summary>How many events are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an event; false where it is late or there already.</summary>
    public bool Add(TKey key, long time, string id, TValue value)
    {
        if (!Lateness.Accept(time) || !Keep(key, time, id, value))
        {
            return false;
        }

        Added?.Invoke(key, time, id, value);
        return true;
    }

    /// <summary>Moves the progress on and hands out the window of every event that is final, in the order of (time, id) for each key.</summary>
    public void Advance(long progress, Action<TKey, long, string, IReadOnlyList<(long Time, string Id, TValue Value)>> closed)
    {
        Lateness.Advance(progress);
        _due.Clear();
        _ends.Advance(Lateness.Oldest, _due);
        foreach (var key in _due)
        {
            if (_keys.TryGetValue(key, out var slide))
            {
                Close(key, slide, closed);
            }
        }
    }

    /// <summary>Puts back an event that was written; the progress that had been reached comes first (<see cref="Lateness.Advance"/>).</summary>
    public void Load(TKey key, long time, string id, TValue value) => Keep(key, time, id, value);

    private bool Keep(TKey key, long time, string id, TValue value)
    {
        if (!_keys.TryGetValue(key, out var slide))
        {
            _keys[key] = slide = new Slide { ClosedTo = Lateness.Oldest };
        }

        if (!slide.Events.Add(time, id, value))
        {
            return false;
        }

        Count++;
        _ends.Add(time + 1, key);
        _ends.Add(time + size + 1, key);
        return true;
    }

    private void Close(TKey key, Slide slide, Action<TKey, long, string, IReadOnlyList<(long Time, string Id, TValue Value)>> closed)
    {
        var events = slide.Events;
        for (var at = events.FirstAtOrAfter(slide.ClosedTo); at < events.Count && events[at].Time < Lateness.Oldest; at++)
        {
            var (time, id, _) = events[at];
            _window.Clear();
            for (var i = events.FirstAtOrAfter(time - size + 1); i < events.Count && events[i].Time <= time; i++)
            {
                _window.Add(events[i]);
            }

            closed(key, time, id, _window);
        }

        slide.ClosedTo = Math.Max(slide.ClosedTo, Lateness.Oldest);
        var drop = events.FirstAtOrAfter(Lateness.Oldest - size);
        for (var i = 0; i < drop; i++)
        {
            Dropped?.Invoke(key, events[i].Time, events[i].Id);
        }

        events.DropFirst(drop);
        Count -= drop;
        if (events.Count == 0)
        {
            _keys.Remove(key);
        }
    }

    private sealed class Slide
    {
        public TimeList<TValue> Events { get; } = new();

        /// <summary>Windows of events before this time were handed out.</summary>
        public long ClosedTo { get; set; } = long.MinValue;
    }
}
