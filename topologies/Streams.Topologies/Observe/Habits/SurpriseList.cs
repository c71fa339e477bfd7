using Streams.Models.Habits;
using Streams.Schemas.Events;

namespace Streams.Topologies.Observe.Habits;

/// <summary>The surprises of one entity in the longest window, in order of time and id. Bounded: the oldest go first.</summary>
internal sealed class SurpriseList
{
    private const int MaxItems = 256;
    private readonly List<SurprisingBehaviour> _behaviours = [];
    private readonly List<HabitItem> _items = [];

    /// <summary>The surprises.</summary>
    public IReadOnlyList<HabitItem> Items => _items;

    /// <summary>The surprises with their behaviours.</summary>
    public IReadOnlyList<SurprisingBehaviour> Behaviours => _behaviours;

    /// <summary>Puts in a surprise.</summary>
    public void Add(SurprisingBehaviour surprising)
    {
        var at = _items.Count;
        while (at > 0 && Compare(_items[at - 1], surprising.Item) > 0)
        {
            at--;
        }

        _items.Insert(at, surprising.Item);
        _behaviours.Insert(at, surprising);
    }

    /// <summary>Where a surprise stands; negative where it was taken out.</summary>
    public int IndexOf(SurprisingBehaviour surprising)
    {
        for (var i = _behaviours.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_behaviours[i], surprising))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Takes out a surprise.</summary>
    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        _behaviours.RemoveAt(index);
    }

    /// <summary>Takes a surprise out of what its class has cost by then and later: it is evidence.</summary>
    /// <returns>Those that have changed.</returns>
    public IEnumerable<SurprisingBehaviour> Hold(int index)
    {
        var held = _items[index];
        for (var i = index; i < _items.Count; i++)
        {
            if (_items[i].Class == held.Class)
            {
                var surprise = _items[i].Surprise;
                _items[i] = _items[i] with { Surprise = surprise with { Cost = surprise.Cost - held.Surprise.Value, IsHeld = surprise.IsHeld || i == index } };
                _behaviours[i].Item = _items[i];
                yield return _behaviours[i];
            }
        }
    }

    /// <summary>The oldest, where it lies before a time or there are too many; null where there is none to take out.</summary>
    public SurprisingBehaviour? TakeOld(Timestamp before)
    {
        if (_items.Count == 0 || (_items[0].Time >= before && _items.Count <= MaxItems))
        {
            return null;
        }

        var old = _behaviours[0];
        RemoveAt(0);
        return old;
    }

    private static int Compare(HabitItem a, HabitItem b) =>
        a.Time != b.Time ? a.Time.CompareTo(b.Time)
        : a.Id != b.Id ? string.CompareOrdinal(a.Id, b.Id)
        : a.Class != b.Class ? a.Class.CompareTo(b.Class)
        : string.CompareOrdinal(a.Value, b.Value);
}
