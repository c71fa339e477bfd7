using System.Globalization;
using System.Text.Json;
using Streams.Detections.Correlations.Habit;
using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Redaction;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe.Habits;

/// <summary>The surprises of each entity, and what the correlations make of them.</summary>
internal sealed class HabitFindings(HabitOptions options, bool isKept, IObserveOutput output)
{
    /// <summary>The first letter of a surprise's key.</summary>
    public const char Record = 's';

    /// <summary>The first letter of the key under which stands up to when an entity's surprises have been told.</summary>
    public const char Told = 't';

    private static readonly Comparer<(long Due, long Time, string Id)> Order = Comparer<(long Due, long Time, string Id)>.Create(
        static (a, b) =>
            a.Due != b.Due ? a.Due.CompareTo(b.Due)
            : a.Time != b.Time ? a.Time.CompareTo(b.Time)
            : string.CompareOrdinal(a.Id, b.Id)
    );

    private const long Memory = 86_400 * EventTime.Second;

    /// <summary>How long a denied destination may be tried again, and from when on: a service that retries does so; a packet that is sent again keeps its port.</summary>
    private const long RetryUntil = 60 * EventTime.Second;
    private const long RetryFrom = 8 * EventTime.Second;

    /// <summary>What comes so soon after a surprise belongs to it: the last of them tells, so that an alert rests on what happened together and not on what came long before. A longer burst is not put off.</summary>
    private const long Together = 10 * EventTime.Second;

    private readonly Dictionary<(string Cluster, string Entity), SurpriseList> _surprises = [];
    private readonly PriorityQueue<(HabitRule Rule, SurprisingBehaviour Surprising), (long Due, long Time, string Id)>[] _waiting = [new(Order), new(Order)];
    private readonly HashSet<SurprisingBehaviour> _changed = [];
    private readonly List<string> _removed = [];
    private readonly Dictionary<string, long> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _newlyTold = new(StringComparer.Ordinal);
    private HabitRule[] _rules = [];

    /// <summary>The correlations that are loaded now.</summary>
    public void Follow(IReadOnlyDictionary<string, RuleLife> habits)
    {
        _rules =
        [
            .. habits
                .OrderBy(h => h.Key, StringComparer.Ordinal)
                .Where(h => h.Value.Rule.Definition is HabitDefinition)
                .Select(h => new HabitRule(h.Value, (HabitDefinition)h.Value.Rule.Definition, options)),
        ];
        foreach (var waiting in _waiting)
        {
            var known = waiting.UnorderedItems.ToArray();
            waiting.Clear();
            foreach (var ((rule, surprising), at) in known)
            {
                if (Array.Find(_rules, r => r.Life.Rule.ContentHash == rule.Life.Rule.ContentHash) is { } same)
                {
                    waiting.Enqueue((same, surprising), at);
                }
            }
        }
    }

    /// <summary>Puts back a surprise that was stored.</summary>
    /// <param name="bytes">Its stored form.</param>
    /// <param name="horizonOf">Up to where workloads, or principals, were judged.</param>
    public void Restore(byte[] bytes, Func<bool, long> horizonOf)
    {
        var surprising = JsonSerializer.Deserialize<SurprisingBehaviour>(bytes, StateJson.Options)!; // written below
        Of(surprising.Behaviour).Add(surprising);
        Await(surprising, horizonOf(IsWork(surprising)));
    }

    /// <summary>Puts back up to when an entity's surprises have been told.</summary>
    public void RestoreTold(string key, byte[] bytes) => _told[key] = JsonSerializer.Deserialize<long>(bytes, StateJson.Options);

    /// <summary>Takes in a surprise.</summary>
    public void Add(SurprisingBehaviour surprising)
    {
        Keep(surprising);
        Await(surprising, long.MinValue);
    }

    /// <summary>A denied destination was tried again: where a service does so, it is a mistake of a policy, and no probe.</summary>
    public void TriedAgain(Behaviour behaviour)
    {
        var list = Of(behaviour);
        for (var i = list.Items.Count - 1; i >= 0; i--)
        {
            var (first, age) = (list.Behaviours[i], behaviour.Time - list.Items[i].Time);
            if (
                first.Item.Class == HabitClass.Denied
                && first.Item.Value == behaviour.Value
                && age is >= RetryFrom and <= RetryUntil
                && first.Behaviour.Detail != behaviour.Detail
            )
            {
                list.RemoveAt(i);
                Forget(first);
            }
        }
    }

    /// <summary>Tells of what has waited long enough.</summary>
    /// <param name="isWork">Whether of workloads, or of principals.</param>
    /// <param name="horizon">Up to where these were judged.</param>
    public void Advance(bool isWork, long horizon)
    {
        var waiting = _waiting[isWork ? 1 : 0];
        while (waiting.TryPeek(out var next, out var at) && at.Due <= horizon)
        {
            waiting.Dequeue();
            Tell(next.Rule, next.Surprising);
        }
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

        foreach (var key in _newlyTold)
        {
            store.Put(key, JsonSerializer.SerializeToUtf8Bytes(_told[key], StateJson.Options));
        }

        _newlyTold.Clear();
        _changed.Clear();
        _removed.Clear();
    }

    private static bool IsWork(SurprisingBehaviour surprising) => surprising.Item.Class.Row().Aspect != HabitAspect.Act;

    private static string KeyOf(SurprisingBehaviour surprising)
    {
        const char Separator = HabitRecords.Separator;
        var item = surprising.Item;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Record}{Separator}{surprising.Behaviour.Cluster}{Separator}{surprising.Behaviour.Entity}{Separator}{item.Time}{Separator}{item.Id}{Separator}{(int)item.Class}{Separator}{item.Value}"
        );
    }

    /// <summary>What was told and whose alert is over counts no more.</summary>
    private long After(string told, long time, long suppress) => _told.TryGetValue(told, out var last) && time - last > suppress ? last : long.MinValue;

    /// <summary>Whether more of the same burst follows, and the burst has not lasted long.</summary>
    private static bool IsPutOff(HabitRule rule, IReadOnlyList<HabitItem> items, int index)
    {
        var (time, follows, begin) = (items[index].Time, false, items[index].Time);
        for (var i = index + 1; i < items.Count && items[i].Time <= time + Together && !follows; i++)
        {
            follows = rule.WeightOf(items[i].Class) > 0;
        }

        for (var i = index - 1; i >= 0 && items[i].Time >= begin - Together; i--)
        {
            begin = rule.WeightOf(items[i].Class) > 0 ? items[i].Time : begin;
        }

        return follows && time - begin < Together;
    }

    private static int Sufficing(HabitRule rule, SurpriseList list, int first, int last)
    {
        var sum = 0;
        for (var i = first; i <= last; i++)
        {
            sum += rule.WeightOf(list.Items[i].Class) > 0 ? 1 : 0;
        }

        return sum;
    }

    private void Await(SurprisingBehaviour surprising, long horizon)
    {
        foreach (var rule in _rules)
        {
            var due = surprising.Item.Time + (rule.Waits ? RetryUntil : Together);
            if (rule.WeightOf(surprising.Item.Class) > 0 && due > horizon)
            {
                _waiting[IsWork(surprising) ? 1 : 0].Enqueue((rule, surprising), (due, surprising.Item.Time, surprising.Item.Id));
            }
        }
    }

    private void Keep(SurprisingBehaviour surprising)
    {
        var list = Of(surprising.Behaviour);
        list.Add(surprising);
        if (isKept)
        {
            _changed.Add(surprising);
        }

        while (list.TakeOld(surprising.Item.Time - Memory) is { } old)
        {
            Forget(old);
        }
    }

    /// <summary>Tells C of a surprise, and, where it makes the condition hold, how many of the latest ones suffice.</summary>
    private void Tell(HabitRule rule, SurprisingBehaviour surprising)
    {
        var weight = rule.WeightOf(surprising.Item.Class);
        var list = Of(surprising.Behaviour);
        if (!rule.IsInForce(surprising.Item.Time) || rule.Excepts(surprising.Behaviour.Entity) || list.IndexOf(surprising) is not (>= 0 and var index))
        {
            return;
        }

        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"{Told}{HabitRecords.Separator}{rule.Life.Rule.ContentHash}{HabitRecords.Separator}{surprising.Behaviour.Cluster}{HabitRecords.Separator}{surprising.Behaviour.Entity}"
        );
        var verdict = IsPutOff(rule, list.Items, index) ? null : rule.Judge(list.Items, index, After(told, surprising.Item.Time, rule.Suppress));
        if (verdict is not null)
        {
            _told[told] = surprising.Item.Time;
            _newlyTold.Add(told);
        }

        var signal = new Signal
        {
            Correlation = rule.Life.Rule.ContentHash,
            Input = rule.Life.Rule.Meta.Id,
            Group = surprising.Behaviour.Entity,
            Value = verdict is { } holds ? Sufficing(rule, list, holds.First, index).ToString(CultureInfo.InvariantCulture) : null,
            Score = verdict?.Score ?? (surprising.Item.Surprise.Value * weight),
            Entities = surprising.Behaviour.Entities,
            Evidence = surprising.Behaviour.Evidence with { Excerpt = Redactor.Default.Redact(surprising.Behaviour.Evidence.Excerpt) },
            TimeSource = surprising.Behaviour.TimeSource,
        };
        foreach (var target in rule.Life.At(surprising.Item.Time).Version.Plan.HabitTargets[rule.Life.Rule.ContentHash])
        {
            output.Signal(signal with { Correlation = target });
        }
    }

    private SurpriseList Of(Behaviour behaviour)
    {
        var key = (behaviour.Cluster, behaviour.Entity);
        if (!_surprises.TryGetValue(key, out var list))
        {
            _surprises.Add(key, list = new SurpriseList());
        }

        return list;
    }

    private void Forget(SurprisingBehaviour surprising)
    {
        if (isKept)
        {
            _changed.Remove(surprising);
            _removed.Add(KeyOf(surprising));
        }
    }
}
