using Streams.Schemas.Alerts;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.State;

namespace Streams.Topologies.Correlate;

/// <summary>Groups and silences of correlations that were taken out while their task did not run.</summary>
internal static class Orphans
{
    /// <summary>Closes their alerts as they stand, and forgets them.</summary>
    public static void End(CorrelateState state, GapStates gaps, CorrelateRules rules, ICorrelateOutput output)
    {
        foreach (var key in state.Groups.Keys.Where(k => !rules.Groups.ContainsKey(new StateKey(k).Correlation)).ToArray())
        {
            foreach (var written in WrittenOf(state.Groups.Get(key)!)) // a listed key has a state
            {
                output.Alert(written with { Status = AlertStatus.Closed });
            }

            state.Groups.Remove(key);
        }

        foreach (var correlation in gaps.Correlations.Where(c => !rules.Gaps.ContainsKey(c)).ToArray())
        {
            gaps.End(correlation, output);
        }
    }

    private static IEnumerable<Alert> WrittenOf(GroupState state) =>
        state.Body is { } body ? body.Written?.Values.Select(w => w.Alert) ?? []
        : state.ReadRest() is { } rest ? GroupCodec.ReadWritten(state.Key, rest)
        : [];
}
