using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Models.Features;

/// <summary>
/// Windows of event time of every entity with an event: tumbling ones of a minute, and of five minutes each minute. Closed by the watermark and never opened again:
/// what comes later is counted in the next row of its entity. Bounded: of too many entities in a minute those that did least are forgotten. One owner.
/// </summary>
/// <param name="maxPanes">The most entities of one minute.</param>
public sealed class FeatureWindows(int maxPanes = FeatureWindows.MaxPanes)
{
    /// <summary>The most entities of one minute, as a default: a domain that a workload asks for is one.</summary>
    public const int MaxPanes = 20_000;

    /// <summary>The length of a pane and of the short window, nanoseconds.</summary>
    public const long Pane = 60_000_000_000;

    /// <summary>The panes of a long window.</summary>
    public const int LongPanes = 5;

    private readonly SortedDictionary<Timestamp, Dictionary<FeatureKey, FeaturePane>> _panes = [];
    private readonly Dictionary<FeatureKey, int> _late = [];
    private readonly HashSet<(Timestamp Start, FeatureKey Key)> _changed = [];
    private readonly List<(Timestamp Start, FeatureKey Key)> _removed = [];
    private Timestamp _closed = Timestamp.Unknown;

    /// <summary>The sources that tell of these entities and that the pipeline does not read; rows say so, but those of names, which one source alone makes.</summary>
    public IReadOnlyList<string> Blind { get; init; } = [];

    /// <summary>How many entities of a minute were forgotten because there were too many.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Takes in a behaviour and how surprising it was.</summary>
    public void Add(Behaviour behaviour, double surprise)
    {
        var start = behaviour.Time.Floor(Pane);
        var isAct = ((HabitClass)behaviour.Class).Row().Aspect == HabitAspect.Act;
        var key = new FeatureKey(isAct ? FeatureSets.Principal.Name : FeatureSets.Workload.Name, behaviour.Cluster, behaviour.Entity);
        if (PaneOf(start, key) is not { } pane)
        {
            return;
        }

        pane.Witnessed(behaviour, surprise);
        if (isAct)
        {
            FeatureReader.Act(behaviour, surprise, pane);
            return;
        }

        FeatureReader.Work(behaviour, surprise, pane);
        if (
            ((HabitClass)behaviour.Class).Row().Aspect == HabitAspect.Domain
            && PaneOf(start, new FeatureKey(FeatureSets.Dns.Name, behaviour.Cluster, $"{behaviour.Entity} {behaviour.Value}")) is { } names
        )
        {
            names.Witnessed(behaviour, surprise);
            names.Count(FeatureCounter.Events);
            FeatureReader.Question(behaviour, names);
        }
    }

    /// <summary>All windows that end at or before a time and have not been told yet, in the order of (end, set, entity, length).</summary>
    public IReadOnlyList<ClosedWindow> Close(Timestamp progress)
    {
        var rows = new List<ClosedWindow>();
        while (FirstOpen() is { } start && start + Pane <= progress)
        {
            rows.AddRange(RowsOf(start));
            _closed = start + Pane;
            Forget(start - ((LongPanes - 2) * Pane));
        }

        return rows;
    }

    /// <summary>Puts back a pane that was stored.</summary>
    public void Restore(Timestamp start, FeatureKey key, FeaturePane pane) => Of(start)[key] = pane;

    /// <summary>Windows that end at or before a time were told: what comes for them is late.</summary>
    public void CloseTo(Timestamp progress) => _closed = Timestamp.Max(_closed, progress.Floor(Pane));

    /// <summary>What has changed since it was last asked for; a pane of null is gone.</summary>
    public IReadOnlyList<(Timestamp Start, FeatureKey Key, FeaturePane? Pane)> TakeChanges()
    {
        var changes = new List<(Timestamp, FeatureKey, FeaturePane?)>();
        foreach (var (start, key) in _removed)
        {
            changes.Add((start, key, null));
        }

        foreach (var (start, key) in _changed)
        {
            if (_panes.TryGetValue(start, out var panes) && panes.TryGetValue(key, out var pane))
            {
                changes.Add((start, key, pane));
            }
        }

        _changed.Clear();
        _removed.Clear();
        return changes;
    }

    private FeaturePane? PaneOf(Timestamp start, FeatureKey key)
    {
        if (start + Pane <= _closed)
        {
            if (_late.Count >= maxPanes)
            {
                _late.Clear(); // whose they are is forgotten; a figure of quality, and no feature
            }

            _late[key] = _late.GetValueOrDefault(key) + 1;
            return null;
        }

        var panes = Of(start);
        if (!panes.TryGetValue(key, out var pane))
        {
            MakeRoom(start, panes);
            panes.Add(key, pane = new FeaturePane());
        }

        _changed.Add((start, key));
        return pane;
    }

    /// <summary>Of too many, the tenth that did least goes: who makes names up has one event of each, and pushes out what it made up.</summary>
    private void MakeRoom(Timestamp start, Dictionary<FeatureKey, FeaturePane> panes)
    {
        if (panes.Count < maxPanes)
        {
            return;
        }

        foreach (var key in Least(panes, Math.Max(1, maxPanes / 10)))
        {
            panes.Remove(key);
            _changed.Remove((start, key));
            _removed.Add((start, key));
            Forgotten++;
        }
    }

    private static FeatureKey[] Least(Dictionary<FeatureKey, FeaturePane> panes, int count) =>
        [.. panes.OrderBy(p => p.Value[FeatureCounter.Events]).ThenBy(p => p.Key.ToString(), StringComparer.Ordinal).Take(count).Select(p => p.Key)];

    private Dictionary<FeatureKey, FeaturePane> Of(Timestamp start)
    {
        if (!_panes.TryGetValue(start, out var panes))
        {
            _panes.Add(start, panes = []);
        }

        return panes;
    }

    /// <summary>The first pane whose windows have not been told: after a told one the next minute too, while a long window still has panes.</summary>
    private Timestamp? FirstOpen()
    {
        foreach (var start in _panes.Keys)
        {
            return Timestamp.Max(start, _closed);
        }

        return null;
    }

    private List<ClosedWindow> RowsOf(Timestamp start)
    {
        var rows = new List<ClosedWindow>();
        var shorts = _panes.GetValueOrDefault(start) ?? [];
        var longs = new Dictionary<FeatureKey, FeaturePane>();
        foreach (var (at, panes) in _panes)
        {
            if (at > start)
            {
                break;
            }

            foreach (var (key, pane) in panes)
            {
                if (!longs.TryGetValue(key, out var merged))
                {
                    longs.Add(key, merged = new FeaturePane());
                }

                merged.Merge(pane);
            }
        }

        foreach (var (key, pane) in shorts)
        {
            rows.Add(new ClosedWindow(Row(key, start, start + Pane, pane), pane.Witness));
        }

        foreach (var (key, pane) in longs)
        {
            rows.Add(new ClosedWindow(Row(key, start + Pane - (LongPanes * Pane), start + Pane, pane), shorts.GetValueOrDefault(key)?.Witness));
        }

        rows.Sort(static (x, y) => Compare(x.Row, y.Row));
        return rows;
    }

    private static int Compare(FeatureVector a, FeatureVector b) =>
        string.CompareOrdinal(a.Set, b.Set) is not 0 and var set ? set
        : string.CompareOrdinal(a.Cluster, b.Cluster) is not 0 and var cluster ? cluster
        : string.CompareOrdinal(a.Entity, b.Entity) is not 0 and var entity ? entity
        : b.WindowStart.CompareTo(a.WindowStart);

    private FeatureVector Row(FeatureKey key, Timestamp start, Timestamp end, FeaturePane pane)
    {
        var set = FeatureSets.Find(key.Set)!; // keys are made from sets
        _late.Remove(key, out var late);
        return new FeatureVector
        {
            Set = set.Name,
            SetHash = set.Hash,
            Cluster = key.Cluster,
            Kind = set.Kind,
            Entity = key.Entity,
            WindowStart = start,
            WindowEnd = end,
            Values = set.ValuesOf(pane),
            Events = pane[FeatureCounter.Events],
            Late = late,
            Blind = key.Set == FeatureSets.Dns.Name ? [] : Blind,
        };
    }

    private void Forget(Timestamp before)
    {
        while (FirstPane() is { } start && start < before)
        {
            foreach (var key in _panes[start].Keys)
            {
                _removed.Add((start, key));
                _changed.Remove((start, key));
            }

            _panes.Remove(start);
        }
    }

    private Timestamp? FirstPane()
    {
        foreach (var start in _panes.Keys)
        {
            return start;
        }

        return null;
    }
}
