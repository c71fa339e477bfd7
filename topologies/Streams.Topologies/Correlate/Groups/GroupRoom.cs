using Streams.Schemas.Signals;
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
    private int _count;
    private long _bytes;

    /// <summary>Whether there is too much.</summary>
    public bool IsFull => _count > options.MaxGroups || _bytes > options.MaxGroupBytes;

    /// <summary>The bytes that all groups take, about.</summary>
    public long Bytes => _bytes;

    /// <summary>A group is new, or takes more or less than before.</summary>
    public void Account(GroupState state)
    {
        _count += state.Accounted == 0 ? 1 : 0;
        var bytes = state.Bytes;
        _bytes += bytes - state.Accounted;
        state.Accounted = bytes;
    }

    /// <summary>A group is kept no more.</summary>
    public void Leave(GroupState state)
    {
        _count -= state.Accounted == 0 ? 0 : 1;
        _bytes -= state.Accounted;
        state.Accounted = 0;
    }

    /// <summary>Makes a tenth of the room free.</summary>
    /// <param name="rules">The correlations by content hash.</param>
    /// <param name="groups">All groups.</param>
    public void MakeRoom(IReadOnlyDictionary<CorrelationHash, RuleGroups> rules, IEnumerable<GroupState> groups)
    {
        var byRule = groups
            .Where(g => rules.ContainsKey(g.Key.Correlation))
            .GroupBy(g => g.Key.Correlation)
            .Select(r =>
                (Rule: rules[r.Key], Bytes: r.Sum(g => g.Bytes), Groups: r.OrderBy(g => g.LastSignal).ThenBy(g => g.Key.Text, StringComparer.Ordinal).ToArray())
            )
            .OrderByDescending(r => r.Bytes)
            .ThenBy(r => r.Groups[0].Key.Text, StringComparer.Ordinal)
            .ToArray();
        foreach (var withAlert in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var (rule, _, members) in byRule)
            {
                GiveUp(rule, members, withAlert);
            }
        }
    }

    private void GiveUp(RuleGroups rule, GroupState[] members, bool withAlert)
    {
        var any = false;
        foreach (var state in members)
        {
            if (_count <= options.MaxGroups - (options.MaxGroups / 10) && _bytes <= options.MaxGroupBytes - (options.MaxGroupBytes / 10))
            {
                break;
            }

            if (state.HasAlert == withAlert && state.Phase != GroupPhase.Removed)
            {
                rule.GiveUp(state);
                counts.Forgotten++;
                any = true;
            }
        }

        if (any)
        {
            rule.Purge();
        }
    }
}
