using Prometheus;
using Streams.Host.Sinks;

namespace Streams.Host.Running.Telemetry;

/// <summary>What the sinks have delivered and have still to deliver.</summary>
internal sealed class SinkMetrics(IReadOnlyList<SinkRunner> sinks, TimeProvider time)
{
    private static readonly Counter SinkAlerts = Metrics.CreateCounter(
        "streams_sink_alerts_total",
        "Alerts by sink: delivered, refused for good, undecodable, told of by a storm's alert.",
        "sink",
        "result"
    );
    private static readonly Counter SinkRetries = Metrics.CreateCounter("streams_sink_retries_total", "Batches that had to be tried again, by sink.", "sink");
    private static readonly Gauge SinkBacklog = Metrics.CreateGauge("streams_sink_backlog_records", "Alerts that a sink has still to deliver.", "sink");

    private static readonly Gauge Undelivered = Metrics.CreateGauge(
        "streams_sink_undelivered_age_seconds",
        "How long the oldest alert that a sink has not delivered has waited since it was written; 0 while none waits.",
        "sink"
    );

    public void Publish()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var sink in sinks)
        {
            Undelivered.WithLabels(sink.Name).Set(sink.UndeliveredSince is { } since ? Math.Max(0, now - since) / 1000.0 : 0);
            Publish(sink.Name, sink.Counts);
            if (sink.Backlog >= 0)
            {
                SinkBacklog.WithLabels(sink.Name).Set(sink.Backlog);
            }
        }
    }

    private static void Publish(string sink, SinkCounts counts)
    {
        SinkAlerts.WithLabels(sink, "delivered").IncTo(counts.Delivered);
        SinkAlerts.WithLabels(sink, "refused").IncTo(counts.Refused);
        SinkAlerts.WithLabels(sink, "undecodable").IncTo(counts.Undecodable);
        SinkAlerts.WithLabels(sink, "folded").IncTo(counts.Folded);
        SinkRetries.WithLabels(sink).IncTo(counts.Retries);
    }
}
