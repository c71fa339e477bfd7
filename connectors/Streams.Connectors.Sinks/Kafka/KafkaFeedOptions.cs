using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Kafka;

/// <summary>Which topic of which Kafka.</summary>
public record KafkaFeedOptions : SinkDeliveryOptions
{
    /// <summary>Keyed by the alert's id: compacted, it holds the last state of each.</summary>
    [Setting("the topic that alerts are written to, keyed by their id; empty: none")]
    public string Topic { get; init; } = "";

    [Setting("`host:port,host:port` of another Kafka; empty: ours, with our properties")]
    public string Bootstrap { get; init; } = "";

    [Setting("librdkafka settings for another Kafka"), Secret(ByKey = true)]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
