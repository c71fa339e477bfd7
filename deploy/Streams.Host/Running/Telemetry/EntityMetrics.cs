using Prometheus;
using Streams.Topologies.Entities;

namespace Streams.Host.Running.Telemetry;

/// <summary>What the table of entities keeps and lets go, for Prometheus.</summary>
internal static class EntityMetrics
{
    private static readonly Counter Undecodable = Metrics.CreateCounter(
        "streams_entity_undecodable_records_total",
        "Records of the topic of entities that are neither facts nor watermarks; from the start of the process."
    );
    private static readonly Gauge Bytes = Metrics.CreateGauge("streams_entity_bytes", "The bytes that the pods of this process's table take, about.");
    private static readonly Counter Evicted = Metrics.CreateCounter(
        "streams_entity_evicted_pods_total",
        "Pods forgotten because there was no room; from the start of the process."
    );

    /// <summary>Publishes them.</summary>
    public static void Publish(EntityTable table, long undecodable)
    {
        Undecodable.IncTo(undecodable);
        Bytes.Set(table.Bytes);
        Evicted.IncTo(table.Evicted);
    }
}
