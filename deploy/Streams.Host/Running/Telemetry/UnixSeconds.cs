using Streams.Schemas.Events;

namespace Streams.Host.Running.Telemetry;

/// <summary>Event times as Prometheus has them.</summary>
internal static class UnixSeconds
{
    /// <summary>0 where there is none yet.</summary>
    public static double Of(Timestamp time) => !time.IsKnown ? 0 : time.Seconds;
}
