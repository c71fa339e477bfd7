namespace Streams.Engine.TestHost.Windows;

/// <summary>Session windows: records of a key that are at most a gap apart belong together. A record costs O(sessions it joins).</summary>
/// <remarks>
/// One owner. A session closes when no accepted record could join it any more. To keep it over a restart: write the sessions of the keys in <see cref="Touched"/>
/// (<see cref="Get"/>; none is removed) and put them back with <see cref="Load"/>.
/// No stage of this repository uses it yet, because a correlation rule judges its group's events as a set; fault tests and benchmarks run it in the engine.
/// </remarks>
/// <param name="gap">The longest distance of two records of a session.</param>
/// <param name="grace">How far behind the progress an event time may be.</param>
/// <param name="create">Makes an empty aggregate.</param>
/// <param name="merge">The aggregate of two.</param>
public sealed class SessionWindows<TKey, TValue>(long gap, long grace, Func<TValue> create, Func<TValue, TValue, TValue> merge)
    where TKey : notnull
{
    private readonly Dictionary<TKey, List<Session<TValue>>> _open = [];
    private readonly ExpiryWheel<TKey> _ends = new(Math.Max(1, gap));
    private readonly HashSet<TKey> _touched = [];
    private readonly List<TKey> _due = [];

    /// <summary>What is accepted, and how much was late.</summary>
    public Lateness Lateness { get; } = new(grace);

    /// <summary>The keys whose sessions changed since <see cref="ClearTouched"/>.</summary>
    public IReadOnlyCollection<TKey> Touched => _touched;

    /// <summary>Puts a record into its session, joining those that it connects; false where it is late.</summary>
    public bool Add<TState>(TKey key, long time, TState state, Func<TValue, TState, TValue> add)
    {
        if (!Lateness.Accept(time))
        {
            return false;
        }

        if (!_open.TryGetValue(key, out var sessions))
        {
            _open[key] = sessions = [];
        }

        // In the order of time, and few: from the newest back, as records mostly come.
        var at = sessions.Count;
        var joined = new Session<TValue>(time, time, add(create(), state));
        while (at > 0 && sessions[at - 1].Last + gap >= time)
        {
            at--;
            if (sessions[at].First - gap <= time)
            {
                var other = sessions[at];
                joined = new Session<TValue>(Math.Min(joined.First, other.First), Math.Max(joined.Last, other.Last), merge(other.Value, joined.Value));
                sessions.RemoveAt(at);
            }
        }

        sessions.Insert(at, joined);
        _ends.Add(joined.Last + gap + 1, key);
        _touched.Add(key);
        return true;
    }

    /// <summary>Moves the progress on and hands out every session that has closed.</summary>
    public void Advance(long progress, Action<TKey, Session<TValue>> closed)
    {
        Lateness.Advance(progress);
        _due.Clear();
        _ends.Advance(Lateness.Oldest, _due);
        foreach (var key in _due)
        {
            // A session that grew has a later end; the one that was due then finds nothing.
            while (_open.TryGetValue(key, out var sessions) && sessions[0].Last + gap < Lateness.Oldest)
            {
                closed(key, sessions[0]);
                _touched.Add(key);
                sessions.RemoveAt(0);
                if (sessions.Count == 0)
                {
                    _open.Remove(key);
                }
            }
        }
    }

    /// <summary>The open sessions of a key in the order of time.</summary>
    public IReadOnlyList<Session<TValue>> Get(TKey key) => _open.TryGetValue(key, out var sessions) ? sessions : [];

    /// <summary>Puts back the sessions of a key that were written.</summary>
    public void Load(TKey key, IEnumerable<Session<TValue>> sessions)
    {
        _open[key] = [.. sessions];
        foreach (var session in _open[key])
        {
            _ends.Add(session.Last + gap + 1, key);
        }
    }

    /// <summary>What was touched is written.</summary>
    public void ClearTouched() => _touched.Clear();
}
