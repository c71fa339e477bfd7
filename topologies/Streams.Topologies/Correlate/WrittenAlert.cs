using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.Topologies.Correlate;

/// <summary>What was written of an alert last, and when growth may be written next.</summary>
/// <param name="Alert">The alert as it was written.</param>
/// <param name="At">The event time by which it was written.</param>
/// <param name="Wait">How long after that growth waits.</param>
internal sealed record WrittenAlert(Alert Alert, Timestamp At, long Wait)
{
    /// <summary>One of stored state: its pace begins anew.</summary>
    public static WrittenAlert Restored(Alert alert) => new(alert, alert.LastSeen, Pace.First);

    /// <summary>The event time from which growth is written.</summary>
    public Timestamp Due => At + Wait;
}
