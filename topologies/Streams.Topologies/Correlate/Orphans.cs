using Streams.Schemas.Alerts;
using Streams.Topologies.Correlate.Groups;

namespace Streams.Topologies.Correlate;

/// <summary>Groups and silences of correlations that were taken out while their task did not run.</summary>
internal static class Orphans
{
    /// <summary>Closes their alerts as they stand, and forgets them.</summary>
    public static void End(CorrelateState state, CorrelateRules rules, ICorrelateOutput output)
    {
        foreach (var key in state.Groups.Keys.Where(k => !rules.Groups.ContainsKey(GroupName.CorrelationOf(k))).ToArray())
        {
            foreach (var written in WrittenOf(state.Groups.Get(key)!)) // a listed key has a state
            {
                output.Alert(written with { Status = AlertStatus.Closed });
            }

            state.Groups.Remove(key);
        }

        foreach (var key in state.Gaps.Keys.Where(k => !rules.Gaps.Keys.Any(h => k.StartsWith(h, StringComparison.Ordinal))).ToArray())
        {
            GapWatch.Close(state.Gaps, key, output);
        }
    }

    private static IEnumerable<Alert> WrittenOf(GroupState state) =>
        state.Body is { } body ? body.Written?.Values.Select(w => w.Alert) ?? []
        : state.ReadRest() is { } rest ? GroupCodec.ReadWritten(state.Key, rest)
        : [];
}
