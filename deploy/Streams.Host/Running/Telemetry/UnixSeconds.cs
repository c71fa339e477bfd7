using Streams.Schemas.Events;

namespace Streams.Host.Running.Telemetry;

/// <summary>Event times as Prometheus has them.</summary>
internal static class UnixSeconds
{
    /// <summary>0 where there is none yet.</summary>
    public static double Of(long time) => time == EventTime.None ? 0 : time / (double)EventTime.Second;
}
