using Streams.Schemas.Events;

namespace Streams.Topologies.Correlate;

/// <summary>How often the growth of an alert is told: at first every 10 s of event time, then half as often each time, at last every 5 minutes. What opens, renews or ends an alert does not wait.</summary>
internal static class Pace
{
    public const long First = 10 * Timestamp.Second;

    private const long Last = 300 * Timestamp.Second;

    public static long After(long wait) => Math.Min(2 * wait, Last);
}
