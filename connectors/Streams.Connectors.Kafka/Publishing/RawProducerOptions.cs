using Streams.Engine.Seals;

namespace Streams.Connectors.Kafka.Publishing;

/// <summary>What a <see cref="RawProducer"/> publishes to, and how far ahead of its readers it may run.</summary>
public sealed record RawProducerOptions
{
    /// <summary>Kafka's bootstrap servers.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>Passed to the clients as they are: <c>security.protocol</c>, <c>sasl.*</c>, <c>ssl.*</c> …</summary>
    public IReadOnlyDictionary<string, string> ClientProperties { get; init; } = new Dictionary<string, string>();

    /// <summary>Seals what goes to topics of ours; null: nothing is sealed.</summary>
    public RecordSeals? Seals { get; init; }

    /// <summary>
    /// The consumer group (a stage's application id) that publishing waits for; null publishes as fast as the broker takes it.
    /// Needed on the embedded broker, which forgets what is more than 5 MiB behind.
    /// </summary>
    public string? WaitForGroup { get; init; }

    /// <summary>With <see cref="WaitForGroup"/>: the bytes a partition may hold that the group has not committed; default 3 MiB.</summary>
    public long MaxAheadBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>With <see cref="WaitForGroup"/>: how many records a partition may hold ahead; default 20,000.</summary>
    public long MaxAheadRecords { get; init; } = 20_000;
}
