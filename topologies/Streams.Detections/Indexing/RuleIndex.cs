using Streams.Detections.Matching;
using Streams.Detections.Needs;

namespace Streams.Detections.Indexing;

/// <summary>
/// Finds, of many rules, the few that an event can match: each rule is filed under the cheapest set of needs of which one must hold. Rules that have none are candidates always. Immutable; thread-safe.
/// </summary>
internal sealed class RuleIndex
{
    private readonly SlotIndex?[] _slots;
    private readonly int[] _always;
    private readonly int _ruleCount;

    /// <param name="conditions">The conditions of all rules of the set.</param>
    /// <param name="rules">Those that are to be found, by number.</param>
    /// <param name="slotCount">The number of fields.</param>
    public RuleIndex(IReadOnlyList<Expression> conditions, IReadOnlyCollection<int> rules, int slotCount)
    {
        var prices = new NeedPrices();
        foreach (var rule in rules)
        {
            var needs = new List<Need>();
            conditions[rule].Collect(needs);
            prices.Count(needs);
        }

        var always = new List<int>();
        var filed = new List<(Need Need, int Rule)>();
        foreach (var rule in rules)
        {
            if (conditions[rule].Cheapest(prices) is { } set)
            {
                filed.AddRange(set.Needs.Select(need => (need, rule)));
            }
            else
            {
                always.Add(rule);
            }
        }

        (_ruleCount, _always, _slots) = (conditions.Count, [.. always], new SlotIndex?[slotCount]);
        foreach (var bySlot in filed.GroupBy(f => f.Need.Slot))
        {
            _slots[bySlot.Key] = new SlotIndex([.. bySlot]);
        }

        IsEmpty = rules.Count == 0;
    }

    /// <summary>Whether there is no rule at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>The rules to be evaluated, ascending.</summary>
    public ReadOnlySpan<int> Find(EventView view)
    {
        var candidates = view.Candidates;
        candidates.Clear(_ruleCount);
        candidates.Add(_always);
        foreach (var slot in view.Table.Found)
        {
            _slots[slot]?.Find(view.Table, slot, candidates);
        }

        candidates.Sort();
        return candidates.Rules;
    }
}
