using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// How much room the groups of a task take, bounded in number and in bytes. The correlation that takes most gives first, of its groups those without an open alert and of them the quietest:
/// who makes groups of one rule pushes out groups of that rule, and an open alert only where nothing else is left.
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="counts">Where it is counted.</param>
internal sealed class GroupRoom(GroupRoomOptions options, StageCounts counts)
{
    private static readonly Comparer<GroupState> ByKey = Comparer<GroupState>.Create(static (a, b) => string.CompareOrdinal(a.Key.Text, b.Key.Text));
    private int _count;
    private long _bytes;

    /// <summary>Whether there is too much.</summary>
    public bool IsFull => _count > options.MaxGroups || _bytes > options.MaxGroupBytes;

    /// <summary>The bytes that all groups take, about.</summary>
    public long Bytes => _bytes;

    /// <summary>Whether a tenth of the room is free.</summary>
    private bool HasFree => _count <= options.MaxGroups - (options.MaxGroups / 10) && _bytes <= options.MaxGroupBytes - (options.MaxGroupBytes / 10);

    /// <summary>A group is new, or takes more or less than before.</summary>
    /// <returns>How much more.</returns>
    public long Account(GroupState state)
    {
        _count += state.Accounted == 0 ? 1 : 0;
        var bytes = state.Bytes;
        var more = bytes - state.Accounted;
        _bytes += more;
        state.Accounted = bytes;
        return more;
    }

    /// <summary>A group is kept no more.</summary>
    /// <returns>How much it took.</returns>
    public long Leave(GroupState state)
    {
        var bytes = state.Accounted;
        _count -= bytes == 0 ? 0 : 1;
        _bytes -= bytes;
        state.Accounted = 0;
        return bytes;
    }

    /// <summary>Makes a tenth of the room free.</summary>
    /// <param name="rules">The correlations.</param>
    public void MakeRoom(IEnumerable<RuleGroups> rules)
    {
        RuleGroups[] largestFirst = [.. rules.OrderByDescending(r => r.Bytes).ThenBy(r => r.Evaluator.Rule.Meta.Id, StringComparer.Ordinal)];
        foreach (var withAlert in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var rule in largestFirst)
            {
                if (!HasFree)
                {
                    GiveUp(rule, withAlert);
                }
            }
        }
    }

    private void GiveUp(RuleGroups rule, bool withAlert)
    {
        foreach (var state in Quietest(rule, withAlert))
        {
            if (HasFree)
            {
                break;
            }

            if (state.Phase != GroupPhase.Removed)
            {
                rule.GiveUp(state);
                counts.Forgotten++;
            }
        }

        rule.Purge();
    }

    /// <summary>The groups with an alert, or those without, the quietest first. By number before text: there may be hundreds of thousands.</summary>
    private static GroupState[] Quietest(RuleGroups rule, bool withAlert)
    {
        GroupState[] states = [.. rule.Groups.Where(g => g.HasAlert == withAlert)];
        var times = Array.ConvertAll(states, static g => g.LastSignal.Nanoseconds);
        Array.Sort(times, states);
        for (var (from, to) = (0, 0); from < states.Length; from = to)
        {
            for (to = from + 1; to < states.Length && times[to] == times[from]; to++) { }

            Array.Sort(states, from, to - from, ByKey);
        }

        return states;
    }
}
