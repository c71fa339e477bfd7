using System.Globalization;
using Streams.Detections.Correlations.Habit;
using Streams.Detections.Rules;
using Streams.Models.Habits;
using Streams.Redaction;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Observe.Habits;

/// <summary>What the correlations make of the surprises of a lane's entities.</summary>
internal sealed class HabitFindings(HabitParts parts, SurpriseMemory surprises, Quarantine quarantine)
{
    private static readonly Comparer<(Timestamp Due, Timestamp Time, string Id)> Order = Comparer<(Timestamp Due, Timestamp Time, string Id)>.Create(
        static (a, b) =>
            a.Due != b.Due ? a.Due.CompareTo(b.Due)
            : a.Time != b.Time ? a.Time.CompareTo(b.Time)
            : string.CompareOrdinal(a.Id, b.Id)
    );

    /// <summary>How long a denied destination may be tried again, and from when on: a service that retries does so; a packet that is sent again keeps its port.</summary>
    private const long RetryUntil = 60 * Timestamp.Second;
    private const long RetryFrom = 8 * Timestamp.Second;

    /// <summary>What comes so soon after a surprise belongs to it: the last of them tells, so that an alert rests on what happened together and not on what came long before. A longer burst is not put off.</summary>
    private const long Together = 10 * Timestamp.Second;

    private readonly PriorityQueue<(HabitRule Rule, SurprisingBehaviour Surprising), (Timestamp Due, Timestamp Time, string Id)> _buffered = new(Order);
    private HabitRule[] _rules = [];

    /// <summary>The correlations that are loaded now.</summary>
    public void Follow(IReadOnlyDictionary<CorrelationHash, ActiveRule> habits)
    {
        _rules =
        [
            .. habits
                .OrderBy(h => h.Key.Text, StringComparer.Ordinal)
                .Where(h => h.Value.Rule.Definition is HabitDefinition)
                .Select(h => new HabitRule(h.Value, (HabitDefinition)h.Value.Rule.Definition, parts.Options)),
        ];
        var known = _buffered.UnorderedItems.ToArray();
        _buffered.Clear();
        foreach (var ((rule, surprising), at) in known)
        {
            if (Array.Find(_rules, r => r.Active.Rule.ContentHash == rule.Active.Rule.ContentHash) is { } same)
            {
                _buffered.Enqueue((same, surprising), at);
            }
        }
    }

    /// <summary>Has a surprise wait that was stored, where it was not told before.</summary>
    /// <param name="surprising">The surprise.</param>
    /// <param name="horizon">Up to where everything was judged.</param>
    public void Restore(SurprisingBehaviour surprising, Timestamp horizon) => Await(surprising, horizon);

    /// <summary>Takes in a surprise.</summary>
    public void Add(SurprisingBehaviour surprising)
    {
        surprises.Add(surprising);
        Await(surprising, Timestamp.Unknown);
    }

    /// <summary>A denied destination was tried again: where a service does so, it is a mistake of a policy, and no probe.</summary>
    public void TriedAgain(Behaviour behaviour)
    {
        if (surprises.Find(behaviour) is not { } list)
        {
            return;
        }

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
                surprises.RemoveAt(list, i);
            }
        }
    }

    /// <summary>When the next surprise has waited long enough; <see cref="Timestamp.Never"/>: none waits.</summary>
    public Timestamp NextDue => _buffered.TryPeek(out _, out var at) ? at.Due : Timestamp.Never;

    /// <summary>Tells of the surprise that has waited longest.</summary>
    public void TellNext()
    {
        var (rule, surprising) = _buffered.Dequeue();
        Tell(rule, surprising);
    }

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

    private void Await(SurprisingBehaviour surprising, Timestamp horizon)
    {
        foreach (var rule in _rules)
        {
            var due = surprising.Item.Time + (rule.Waits ? RetryUntil : Together);
            if (rule.WeightOf(surprising.Item.Class) > 0 && due > horizon)
            {
                _buffered.Enqueue((rule, surprising), (due, surprising.Item.Time, surprising.Item.Id));
            }
        }
    }

    /// <summary>Tells C of a surprise, and, where it makes the condition hold, how many of the latest ones suffice.</summary>
    private void Tell(HabitRule rule, SurprisingBehaviour surprising)
    {
        var (behaviour, item) = (surprising.Behaviour, surprising.Item);
        if (
            !rule.IsInForce(item.Time)
            || rule.Excepts(behaviour.Entity)
            || surprises.Find(behaviour) is not { } list
            || list.IndexOf(surprising) is not (>= 0 and var index)
        )
        {
            return;
        }

        var key = ToldTimes.KeyOf(rule.Active.Rule.ContentHash, behaviour.Cluster, behaviour.Entity);
        var after = parts.Told.After(key, item.Time, rule.Suppress);
        var verdict = IsPutOff(rule, list.Items, index) ? null : rule.Judge(list.Items, index, after);
        var explanation = verdict is { } found ? new HabitExplanation(rule, list.Items, after).Of(found, index) : null;

        var signal = new Signal
        {
            Correlation = rule.Active.Rule.ContentHash,
            Input = rule.Active.Rule.Meta.Id,
            Group = behaviour.Entity,
            Value = verdict is { } holds ? Sufficing(rule, list, holds.First, index).ToString(CultureInfo.InvariantCulture) : null,
            Score = verdict?.Score ?? (item.Surprise.Value * rule.WeightOf(item.Class)),
            Entities = behaviour.Entities,
            Evidence = behaviour.Evidence with { Excerpt = Redactor.Default.Redact(behaviour.Evidence.Excerpt) },
            TimeSource = behaviour.TimeSource,
            Explanation = explanation,
        };
        var plan = rule.Active.At(item.Time).Version.Plan;
        var targets = plan.HabitTargets[rule.Active.Rule.ContentHash];
        foreach (var target in targets)
        {
            parts.Output.Signal(signal with { Correlation = target });
        }

        if (verdict is { } told)
        {
            parts.Told.Tell(key, item.Time);
            foreach (var target in targets)
            {
                HoldBack(rule, plan.Roots[target].Meta, list, told.First, index);
            }
        }
    }

    /// <summary>What an alert may rest on teaches nothing. A rule that reads others beside the habit may have told nothing that anybody could label: it is waited for no longer than a day.</summary>
    private void HoldBack(HabitRule rule, RuleMeta meta, SurpriseList list, int first, int last)
    {
        var isSevere = meta.Id == rule.Active.Rule.Meta.Id && meta.Level >= Level.High;
        for (var i = first; i <= last && meta.Level >= Level.Medium; i++)
        {
            var item = list.Items[i];
            if (rule.WeightOf(item.Class) > 0 && quarantine.HoldBack(list.Behaviours[i], new Hold(meta.Id, item.Time, isSevere)) && !item.Surprise.IsHeld)
            {
                surprises.Hold(list, i);
            }
        }
    }
}
