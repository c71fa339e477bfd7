using System.Text.Json;
using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Labels;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe.Habits;

/// <summary>
/// What an alert rests on teaches nothing while the alert may be an attack: a label that says it was none lets it in, and so does a day without a label where the alert is below level high.
/// All of it by event time, so that every run finds the same. Bounded: of too many the oldest tenth is forgotten, and is new when it is seen again.
/// </summary>
/// <param name="options">How long and how much.</param>
/// <param name="memory">Whom it teaches.</param>
/// <param name="labels">What has been said of alerts.</param>
/// <param name="counts">What is counted.</param>
/// <param name="isKept">Whether what changes must be remembered, to be written.</param>
internal sealed class Quarantine(HabitOptions options, HabitMemory memory, LabelRegistry labels, QuarantineCounts counts, bool isKept)
{
    /// <summary>The most alerts that one value waits for.</summary>
    private const int MaxHolds = 32;

    /// <summary>So many times may be waited for before those of what is held no more are cleared away.</summary>
    private const int LeastDue = 1_024;

    private readonly Dictionary<HeldKey, HeldValue> _held = [];
    private readonly HashSet<HeldKey> _changed = [];
    private readonly PriorityQueue<HeldKey, (Timestamp Due, string Key)> _due = new(
        Comparer<(Timestamp Due, string Key)>.Create(static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : string.CompareOrdinal(a.Key, b.Key))
    );
    private int _mostDue = LeastDue;
    private readonly JudgedAlerts _judged = new(labels);
    private readonly long _lasts = TimeOptions.Nanos(options.HeldLasts);
    private readonly long _quiet = TimeOptions.Nanos(options.HeldQuiet);

    /// <summary>How many values are held back.</summary>
    public int Count => _held.Count;

    /// <summary>How many times are waited for: no more than twice as many as values are held by alerts, and some.</summary>
    public int Awaited => _due.Count;

    /// <summary>When something may be let in; <see cref="Timestamp.Never"/>: nothing is known of it.</summary>
    public Timestamp NextDue => Timestamp.Min(_judged.NextFrom, _due.TryPeek(out _, out var at) ? at.Due : Timestamp.Never);

    /// <summary>Sees a behaviour that is, or becomes, evidence.</summary>
    /// <returns>Null: it is none, and teaches. Else whether it is news: it was not seen as such for as long as an alert waits to be judged.</returns>
    public bool? See(Behaviour behaviour)
    {
        var key = HeldKey.Of(behaviour);
        var isHeld = _held.TryGetValue(key, out var held);
        if (!isHeld && behaviour.Alerted.Count == 0)
        {
            return null;
        }

        held ??= Hold(key, behaviour);
        var isNews = !isHeld || behaviour.Time - held.Last >= _lasts; // what was told stands with whoever judges it
        held.IsOnce &= !isHeld;
        held.Last = Timestamp.Max(held.Last, behaviour.Time);
        foreach (var rule in behaviour.Alerted)
        {
            Add(key, held, new Hold(rule, behaviour.Time, (behaviour.Traits & BehaviourTraits.Severe) != 0));
        }

        Changed(key);
        return isNews;
    }

    /// <summary>Holds back what has taught already.</summary>
    /// <returns>False where it was held before.</returns>
    public bool HoldBack(SurprisingBehaviour surprising, Hold hold)
    {
        var (key, item) = (HeldKey.Of(surprising.Behaviour), surprising.Item);
        var isHeld = _held.TryGetValue(key, out var held);
        if (!isHeld)
        {
            memory.Of(key.Cluster).Unlearn(key.Entity, item.Class, item.Value, item.Surprise.Value);
        }

        Add(key, held ?? Hold(key, surprising.Behaviour), hold);
        Changed(key);
        return !isHeld;
    }

    /// <summary>Lets in what may be let in at a time.</summary>
    public void Release(Timestamp time)
    {
        if (_judged.NextFrom <= time)
        {
            _judged.MoveTo(time);
            foreach (var (key, held) in _held.OrderBy(h => h.Key.Text, StringComparer.Ordinal).ToArray())
            {
                LetIn(key, held, time);
            }
        }

        while (_due.TryPeek(out var key, out var at) && at.Due <= time)
        {
            _due.Dequeue();
            if (_held.TryGetValue(key, out var held))
            {
                LetIn(key, held, time);
            }
        }
    }

    /// <summary>Puts back a value that was stored.</summary>
    public void Restore(byte[] bytes)
    {
        var held = JsonSerializer.Deserialize<HeldValue>(bytes, StateJson.Options)!; // written below
        var key = HeldKey.Of(held);
        _held[key] = held;
        counts.Waiting++;
        foreach (var hold in held.Holds)
        {
            Await(key, hold);
        }
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush(IHabitStore store)
    {
        foreach (var key in _changed)
        {
            store.Put(key.Text, _held.TryGetValue(key, out var held) ? JsonSerializer.SerializeToUtf8Bytes(held, StateJson.Options) : null);
        }

        _changed.Clear();
    }

    private HeldValue Hold(HeldKey key, Behaviour behaviour)
    {
        if (_held.Count >= options.MaxHeld)
        {
            MakeRoom();
        }

        counts.Held++;
        counts.Waiting++;
        return _held[key] = new HeldValue
        {
            Cluster = behaviour.Cluster,
            Entity = behaviour.Entity,
            Class = (HabitClass)behaviour.Class,
            Value = behaviour.Value,
            Act = behaviour.Act,
            Last = behaviour.Time,
        };
    }

    private void Add(HeldKey key, HeldValue held, Hold hold)
    {
        if (held.Holds.Exists(h => h.Rule == hold.Rule && h.IsSevere == hold.IsSevere && Math.Abs(h.Time - hold.Time) < _quiet))
        {
            return;
        }

        if (held.Holds.Count >= MaxHolds)
        {
            held.Holds.RemoveAt(held.Holds.Count / 2); // the first and the latest go on holding it
        }

        held.Holds.Add(hold);
        Await(key, hold);
    }

    private void Await(HeldKey key, Hold hold)
    {
        if (_judged.Find(key.Entity, hold) is not null)
        {
            _due.Enqueue(key, (hold.Time, key.Text));
        }
        else if (!hold.IsSevere)
        {
            _due.Enqueue(key, (hold.Time + _lasts, key.Text));
        }

        if (_due.Count > _mostDue)
        {
            AwaitAnew();
        }
    }

    /// <summary>Whoever brings forth evidence without end makes no queue without end.</summary>
    private void AwaitAnew()
    {
        _mostDue = int.MaxValue;
        _due.Clear();
        foreach (var (key, held) in _held)
        {
            foreach (var hold in held.Holds)
            {
                Await(key, hold);
            }
        }

        _mostDue = Math.Max(LeastDue, 2 * _due.Count);
    }

    private void LetIn(HeldKey key, HeldValue held, Timestamp time)
    {
        held.Holds.RemoveAll(h =>
            _judged.Find(key.Entity, h) switch
            {
                null => !h.IsSevere && h.Time + _lasts <= time,
                { } verdict => verdict != AlertVerdict.True,
            }
        );
        if (held.Holds.Count == 0)
        {
            counts.LetIn++;
            memory.Of(key.Cluster).Teach(held.Sighting, held.IsOnce);
            Forget(key);
        }
    }

    private void MakeRoom()
    {
        foreach (
            var (key, _) in _held.OrderBy(h => h.Value.Last).ThenBy(h => h.Key.Text, StringComparer.Ordinal).Take(Math.Max(1, options.MaxHeld / 10)).ToArray()
        )
        {
            counts.Forgotten++;
            Forget(key);
        }
    }

    private void Forget(HeldKey key)
    {
        _held.Remove(key);
        counts.Waiting--;
        Changed(key);
    }

    private void Changed(HeldKey key)
    {
        if (isKept)
        {
            _changed.Add(key);
        }
    }
}
