namespace Streams.Engine.TestHost.Windows;

/// <summary>
/// Joins two sides by key where the right one lies between <c>before</c> and <c>after</c> of the left one in event time.
/// Pairs come at once, each once; a left side that stays alone comes when no accepted right side could join it any more.
/// A record costs O(its matches) when it comes about in order.
/// </summary>
/// <remarks>
/// One owner. Records of one side with one time and id are one record. To keep it over a restart: write what <see cref="Kept"/> says, remove what <see cref="Dropped"/> says,
/// and put it back with <c>Load</c>. No stage of this repository uses it yet, because a correlation rule judges its group's events as a set; fault tests and benchmarks run it in the engine.
/// </remarks>
public sealed class IntervalJoin<TKey, TLeft, TRight>
    where TKey : notnull
{
    private readonly long _before;
    private readonly long _after;
    private readonly JoinKind _kind;
    private readonly Dictionary<TKey, Sides> _keys = [];
    private readonly ExpiryWheel<TKey> _ends;
    private readonly List<TKey> _due = [];

    /// <param name="before">How far before the left side the right one may lie.</param>
    /// <param name="after">How far after it.</param>
    /// <param name="grace">How far behind the progress an event time may be.</param>
    /// <param name="kind">What is handed out.</param>
    public IntervalJoin(long before, long after, long grace, JoinKind kind)
    {
        (this._before, this._after, this._kind) = (before, after, kind);
        Lateness = new Lateness(grace);
        _ends = new ExpiryWheel<TKey>(Math.Max(1, (before + after) / 4));
    }

    /// <summary>What is accepted, and how much was late.</summary>
    public Lateness Lateness { get; }

    /// <summary>Called when a record is kept, and again when a left side is first matched.</summary>
    public Action<JoinEntry<TKey>, bool>? Kept { get; init; }

    /// <summary>Called when a record is needed no longer.</summary>
    public Action<JoinEntry<TKey>>? Dropped { get; init; }

    /// <summary>How many records are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a left side and hands out its pairs; false where it is late or there already.</summary>
    public bool AddLeft(TKey key, long time, string id, TLeft value, Action<TKey, TLeft, TRight> joined)
    {
        if (!Lateness.Accept(time))
        {
            return false;
        }

        var sides = Of(key);
        var rights = sides.Right;
        var first = rights.FirstAtOrAfter(time - _before);
        var matched = first < rights.Count && rights[first].Time <= time + _after;
        if (!sides.Left.Add(time, id, (value, matched)))
        {
            return false;
        }

        Note(new JoinEntry<TKey>(true, key, time, id), matched, time + _after + 1);
        if (_kind != JoinKind.Absence)
        {
            for (var i = first; i < rights.Count && rights[i].Time <= time + _after; i++)
            {
                joined(key, value, rights[i].Value);
            }
        }

        return true;
    }

    /// <summary>Adds a right side and hands out its pairs; false where it is late or there already.</summary>
    public bool AddRight(TKey key, long time, string id, TRight value, Action<TKey, TLeft, TRight> joined)
    {
        if (!Lateness.Accept(time))
        {
            return false;
        }

        var sides = Of(key);
        if (!sides.Right.Add(time, id, value))
        {
            return false;
        }

        Note(new JoinEntry<TKey>(false, key, time, id), matched: false, time + _before + 1);
        var lefts = sides.Left;
        for (var i = lefts.FirstAtOrAfter(time - _after); i < lefts.Count && lefts[i].Time <= time + _before; i++)
        {
            var (leftTime, leftId, (left, matched)) = lefts[i];
            if (!matched)
            {
                lefts.Replace(i, (left, true));
                Kept?.Invoke(new JoinEntry<TKey>(true, key, leftTime, leftId), true);
            }

            if (_kind != JoinKind.Absence)
            {
                joined(key, left, value);
            }
        }

        return true;
    }

    /// <summary>Moves the progress on, hands out left sides that stayed alone, and forgets what can match no more.</summary>
    public void Advance(long progress, Action<TKey, TLeft> alone)
    {
        Lateness.Advance(progress);
        _due.Clear();
        _ends.Advance(Lateness.Oldest, _due);
        foreach (var key in _due)
        {
            if (_keys.TryGetValue(key, out var sides))
            {
                Expire(key, sides, alone);
            }
        }
    }

    /// <summary>Puts back a left side that was written.</summary>
    public void Load(TKey key, long time, string id, TLeft value, bool matched)
    {
        if (Of(key).Left.Add(time, id, (value, matched)))
        {
            Count++;
            _ends.Add(time + _after + 1, key);
        }
    }

    /// <summary>Puts back a right side that was written.</summary>
    public void Load(TKey key, long time, string id, TRight value)
    {
        if (Of(key).Right.Add(time, id, value))
        {
            Count++;
            _ends.Add(time + _before + 1, key);
        }
    }

    private Sides Of(TKey key)
    {
        if (!_keys.TryGetValue(key, out var sides))
        {
            _keys[key] = sides = new Sides();
        }

        return sides;
    }

    private void Note(JoinEntry<TKey> entry, bool matched, long end)
    {
        Count++;
        _ends.Add(end, entry.Key);
        Kept?.Invoke(entry, matched);
    }

    private void Expire(TKey key, Sides sides, Action<TKey, TLeft> alone)
    {
        var oldLefts = sides.Left.FirstAtOrAfter(Lateness.Oldest - _after);
        for (var i = 0; i < oldLefts; i++)
        {
            var (time, id, (value, matched)) = sides.Left[i];
            Dropped?.Invoke(new JoinEntry<TKey>(true, key, time, id));
            if (!matched && _kind != JoinKind.Inner)
            {
                alone(key, value);
            }
        }

        sides.Left.DropFirst(oldLefts);
        var oldRights = sides.Right.FirstAtOrAfter(Lateness.Oldest - _before);
        for (var i = 0; i < oldRights; i++)
        {
            Dropped?.Invoke(new JoinEntry<TKey>(false, key, sides.Right[i].Time, sides.Right[i].Id));
        }

        sides.Right.DropFirst(oldRights);
        Count -= oldLefts + oldRights;
        if (sides.Left.Count == 0 && sides.Right.Count == 0)
        {
            _keys.Remove(key);
        }
    }

    private sealed class Sides
    {
        public TimeList<(TLeft Value, bool Matched)> Left { get; } = new();

        public TimeList<TRight> Right { get; } = new();
    }
}
