using Confluent.Kafka;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Sinks;
using Streams.Connectors.Sinks.Delivery;
using Streams.Host.Configuration;

namespace Streams.Host.Sinks;

/// <summary>Publishes for a sink: what the brokers refuse or do not answer is tried again.</summary>
internal sealed class KafkaPublisher : IRecordPublisher
{
    private readonly RawProducer _producer;
    private readonly string _address;

    private KafkaPublisher(string bootstrap, IReadOnlyDictionary<string, string> properties) =>
        (_address, _producer) = (bootstrap, new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap, ClientProperties = properties }));

    /// <summary>To the brokers of an address with its properties; an empty address: ours.</summary>
    public static KafkaPublisher To(string bootstrap, IReadOnlyDictionary<string, string> properties, KafkaOptions ours) =>
        bootstrap.Length > 0 ? new KafkaPublisher(bootstrap, properties) : new KafkaPublisher(ours.Bootstrap, ours.Properties);

    public Task PublishAsync(string topic, byte[] key, byte[] value, IReadOnlyList<KeyValuePair<string, byte[]>> headers, CancellationToken cancel) =>
        TryAsync(() => _producer.PublishAsync(new RawRecord(topic, key, value) { Headers = headers }, cancel).AsTask());

    public Task FlushAsync(CancellationToken cancel) => TryAsync(() => _producer.FlushAsync(cancel));

    public void Dispose() => _producer.Dispose();

    private async Task TryAsync(Func<Task> publish)
    {
        try
        {
            await publish().ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            throw new TemporaryDeliveryException($"Kafka at {_address}: {e.Message}", null, e);
        }
    }
}
