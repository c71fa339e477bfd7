using System.Globalization;
using System.Text.Json;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe.Habits;

/// <summary>The surprises of every entity of a lane in the longest window. Bounded: of too many the oldest tenth goes first, and is counted.</summary>
/// <param name="most">The most surprises remembered.</param>
/// <param name="isKept">Whether what changes must be remembered, to be written.</param>
internal sealed class SurpriseMemory(int most, bool isKept)
{
    /// <summary>The first part of a surprise's key.</summary>
    public const string Record = "s";

    /// <summary>How long a surprise matters: as long as the longest window of a rule.</summary>
    public const long Lasts = 86_400 * Timestamp.Second;

    /// <summary>How often those of entities that do nothing new any more are looked for.</summary>
    private const long Sweep = 600 * Timestamp.Second;

    private readonly Dictionary<(string Cluster, string Entity), SurpriseList> _lists = [];
    private readonly HashSet<SurprisingBehaviour> _changed = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _removed = [];
    private Timestamp _nextSweep;

    /// <summary>How many surprises are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>How many entities have one.</summary>
    public int Entities => _lists.Count;

    /// <summary>Surprises that were forgotten because there were too many.</summary>
    public long Forgotten { get; private set; }

    /// <summary>An entity's surprises; null where there is none.</summary>
    public SurpriseList? Find(Behaviour behaviour) => _lists.GetValueOrDefault((behaviour.Cluster, behaviour.Entity));

    /// <summary>Puts back a surprise that was stored.</summary>
    public SurprisingBehaviour Restore(byte[] bytes)
    {
        var surprising = Read(bytes);
        Put(surprising);
        return surprising;
    }

    /// <summary>Reads a surprise that was stored.</summary>
    public static SurprisingBehaviour Read(byte[] bytes) => JsonSerializer.Deserialize<SurprisingBehaviour>(bytes, StateJson.Options)!; // written below

    /// <summary>Takes in a surprise.</summary>
    public void Add(SurprisingBehaviour surprising)
    {
        var list = Put(surprising);
        if (isKept)
        {
            _changed.Add(surprising);
        }

        while (list.TakeOld(surprising.Item.Time - Lasts) is { } old)
        {
            Removed(old);
        }

        if (Count > most)
        {
            MakeRoom();
        }
    }

    /// <summary>Takes out a surprise.</summary>
    public void RemoveAt(SurpriseList list, int index)
    {
        var surprising = list.Behaviours[index];
        list.RemoveAt(index);
        Removed(surprising);
    }

    /// <summary>A surprise is evidence: it is no part of what its entity is expected to do.</summary>
    public void Hold(SurpriseList list, int index)
    {
        foreach (var changed in list.Hold(index))
        {
            if (isKept)
            {
                _changed.Add(changed);
            }
        }
    }

    /// <summary>Time has come to a point: what is older than the longest window goes.</summary>
    public void Advance(Timestamp horizon)
    {
        if (horizon < _nextSweep)
        {
            return;
        }

        _nextSweep = horizon + Sweep;
        ForgetUntil(horizon - Lasts);
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush(IHabitStore store)
    {
        foreach (var surprising in _changed)
        {
            store.Put(KeyOf(surprising), JsonSerializer.SerializeToUtf8Bytes(surprising, StateJson.Options));
        }

        foreach (var key in _removed)
        {
            store.Put(key, null);
        }

        _changed.Clear();
        _removed.Clear();
    }

    private static string KeyOf(SurprisingBehaviour surprising)
    {
        const char Separator = HabitRecords.Separator;
        var (behaviour, item) = (surprising.Behaviour, surprising.Item);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Record}{Separator}{behaviour.Cluster}{Separator}{behaviour.Entity}{Separator}{item.Time.Nanoseconds}{Separator}{item.Id}{Separator}{(int)item.Class}{Separator}{item.Value}"
        );
    }

    private SurpriseList Put(SurprisingBehaviour surprising)
    {
        var key = (surprising.Behaviour.Cluster, surprising.Behaviour.Entity);
        if (!_lists.TryGetValue(key, out var list))
        {
            _lists.Add(key, list = new SurpriseList());
        }

        list.Add(surprising);
        Count++;
        return list;
    }

    private void MakeRoom()
    {
        var times = _lists.Values.SelectMany(l => l.Items).Select(i => i.Time).Order().ToArray();
        var before = Count;
        ForgetUntil(times[times.Length / 10] + 1);
        Forgotten += before - Count;
    }

    private void ForgetUntil(Timestamp before)
    {
        foreach (var (key, list) in _lists)
        {
            while (list.TakeOld(before) is { } old)
            {
                Removed(old);
            }

            if (list.Items.Count == 0)
            {
                _lists.Remove(key);
            }
        }
    }

    private void Removed(SurprisingBehaviour surprising)
    {
        Count--;
        if (isKept)
        {
            _changed.Remove(surprising);
            _removed.Add(KeyOf(surprising));
        }
    }
}
