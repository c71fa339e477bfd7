using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;
using Streams.Topologies.State;

namespace Streams.Topologies.Correlate;

/// <summary>The silences of a correlation that nobody watches for any more.</summary>
internal static class Silences
{
    /// <summary>Closes them as they stand, and forgets them.</summary>
    public static void End(CorrelationStates<GapState> silences, CorrelationHash correlation, ICorrelateOutput output)
    {
        foreach (var (key, state) in silences.Of(correlation))
        {
            if (!state.IsClosed)
            {
                output.Alert(state.Written with { Status = AlertStatus.Closed });
            }

            silences.Remove(key);
        }
    }
}
