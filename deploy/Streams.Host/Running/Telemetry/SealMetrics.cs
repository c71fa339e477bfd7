using Prometheus;
using Streams.Engine.Seals;
using Streams.Host.Configuration;
using Streams.Topologies.Binding;

namespace Streams.Host.Running.Telemetry;

/// <summary>The records of our own topics that nobody of us wrote, for Prometheus.</summary>
internal static class SealMetrics
{
    private static readonly Counter Unsealed = Metrics.CreateCounter(
        "streams_topic_unsealed_records_total",
        "Records of our own topics that bear no seal of ours, and were not taken; from the start of the process.",
        "topic"
    );

    /// <summary>Publishes them; each topic's counter is there from the start, with seals or without.</summary>
    public static void Publish(RecordSeals? seals, TopicNames topics)
    {
        foreach (var topic in SealedTopics.Of(topics))
        {
            Unsealed.WithLabels(topic).IncTo(seals?.Refused.GetValueOrDefault(topic) ?? 0);
        }
    }
}
