using Streams.Schemas.Alerts;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.State;

namespace Streams.Topologies.Correlate;

/// <summary>Groups and silences of correlations that were taken out while their task did not run.</summary>
/// <param name="groups">The state of all groups.</param>
/// <param name="silences">The silences.</param>
internal sealed class Orphans(IKeyedState<GroupState> groups, CorrelationStates<GapState> silences)
{
    private readonly List<GroupState> _groups = [];

    /// <summary>Hands the restored groups to their correlations; of those that no loaded rule set has it is known by <see cref="End"/>.</summary>
    public void Restored(CorrelateRules rules)
    {
        _groups.Clear();
        foreach (var key in groups.Keys)
        {
            Restored(rules, groups.Get(key)!); // a listed key has a state
        }
    }

    /// <summary>Closes the alerts of what still has no correlation as they stand, and forgets it.</summary>
    public void End(CorrelateRules rules, ICorrelateOutput output)
    {
        GroupState[] found = [.. _groups];
        _groups.Clear();
        foreach (var state in found)
        {
            Restored(rules, state); // its rule set may have come since
        }

        foreach (var state in _groups)
        {
            foreach (var written in WrittenOf(state))
            {
                output.Alert(written with { Status = AlertStatus.Closed });
            }

            state.Remove();
            groups.Remove(state.Key.Text);
        }

        _groups.Clear();
        foreach (var correlation in silences.Correlations.Where(c => !rules.Gaps.ContainsKey(c)).ToArray())
        {
            Silences.End(silences, correlation, output);
        }
    }

    private void Restored(CorrelateRules rules, GroupState state)
    {
        if (rules.Groups.TryGetValue(state.Key.Correlation, out var rule))
        {
            rule.Restored(state);
        }
        else
        {
            _groups.Add(state);
        }
    }

    private static IEnumerable<Alert> WrittenOf(GroupState state) =>
        state.Body is { } body ? body.Written?.Values.Select(w => w.Alert) ?? []
        : state.ReadRest() is { } rest ? GroupCodec.ReadWritten(state.Key, rest)
        : [];
}
