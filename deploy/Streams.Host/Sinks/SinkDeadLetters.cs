using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Schemas.Alerts;
using Streams.Schemas.Parsing;

namespace Streams.Host.Sinks;

/// <summary>Where a sink's alerts go that it will never deliver; on disk at the broker before the batch counts as delivered.</summary>
internal sealed class SinkDeadLetters(string sink, RawProducer producer, string topic)
{
    public Task BuryAsync(Alert alert, DeadReason reason, string detail, CancellationToken cancel) =>
        BuryAsync(Encoding.UTF8.GetBytes(alert.Id), Encoding.UTF8.GetBytes(AlertJson.Serialize(alert)), Headers(reason, detail), cancel);

    public Task BuryAsync(TopicRecord record, CancellationToken cancel) =>
        BuryAsync(
            record.Key,
            record.Value ?? [],
            Headers(DeadReason.NotAnAlert, $"{record.Topic}[{record.Partition}]@{record.Offset} is no alert in Avro") with
            {
                Topic = record.Topic,
                Partition = record.Partition,
                Offset = record.Offset,
            },
            cancel
        );

    /// <summary>A record that nobody of us wrote.</summary>
    public Task BuryAsync(TopicRecord record, string fault, CancellationToken cancel) =>
        BuryAsync(
            record.Key,
            record.Value ?? [],
            Headers(DeadReason.Unsealed, $"{record.Topic}[{record.Partition}]@{record.Offset}: {fault}") with
            {
                Topic = record.Topic,
                Partition = record.Partition,
                Offset = record.Offset,
            },
            cancel
        );

    public Task FlushAsync(CancellationToken cancel) => producer.FlushAsync(cancel);

    private DeadLetterHeaders Headers(DeadReason reason, string detail) => new(reason.Name(), $"{sink}: {detail}") { Parser = "alert", Sink = sink };

    private async Task BuryAsync(byte[] key, byte[] value, DeadLetterHeaders headers, CancellationToken cancel) =>
        await producer.PublishAsync(new Connectors.Kafka.Publishing.RawRecord(topic, key, value) { Headers = headers.Write() }, cancel).ConfigureAwait(false);
}
