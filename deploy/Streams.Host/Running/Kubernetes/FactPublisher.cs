using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Publishing;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;

namespace Streams.Host.Running.Kubernetes;

/// <summary>Publishes facts into the topic <c>entities</c>. A fact may come twice: its key is its own.</summary>
internal sealed class FactPublisher(RawProducer producer, string topic, TimeProvider time, ILogger log) : IFactPublisher
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly AvroWriter _writer = new();

    /// <inheritdoc/>
    public async Task PublishAsync(IReadOnlyList<EntityFact> facts, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                foreach (var fact in facts)
                {
                    await producer
                        .PublishAsync(new RawRecord(topic, Encoding.UTF8.GetBytes(fact.Key), EntityCodec.Encode(fact, _writer)), cancel)
                        .ConfigureAwait(false);
                }

                await producer.FlushAsync(cancel).ConfigureAwait(false);
                return;
            }
            catch (KafkaException e)
            {
                Log.Unpublished(log, e.Message);
                await Task.Delay(Pause, time, cancel).ConfigureAwait(false);
            }
        }
    }
}
