using System.Globalization;
using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;
using Streams.Topologies.Binding;

namespace Streams.Host.Running;

/// <summary>Where a sink's alerts go that it will never deliver; on disk at the broker before the batch counts as delivered.</summary>
internal sealed class SinkDeadLetters(string sink, RawProducer producer, string topic)
{
    /// <summary>Names the sink that did not deliver.</summary>
    public const string SinkHeader = "streams.sink";

    public const string Refused = "refused_by_sink";

    public const string NoAlert = "not_an_alert";

    public const string Unusable = "unusable_by_sink";

    public Task BuryAsync(Alert alert, string reason, string detail, CancellationToken cancel) =>
        BuryAsync(Encoding.UTF8.GetBytes(alert.Id), Encoding.UTF8.GetBytes(AlertJson.Serialize(alert)), reason, detail, [], cancel);

    public Task BuryAsync(TopicRecord record, CancellationToken cancel) => BuryAsync(
        record.Key,
        record.Value ?? [],
        NoAlert,
        $"{record.Topic}[{record.Partition}]@{record.Offset} is no alert in Avro",
        [new(RecordHeaders.Topic, Encoding.UTF8.GetBytes(record.Topic)), new(RecordHeaders.Partition, Number(record.Partition)), new(RecordHeaders.Offset, Number(record.Offset))],
        cancel);

    public Task FlushAsync(CancellationToken cancel) => producer.FlushAsync(cancel);

    private static byte[] Number(long number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private async Task BuryAsync(byte[] key, byte[] value, string reason, string detail, IReadOnlyList<KeyValuePair<string, byte[]>> place, CancellationToken cancel) => await producer.PublishAsync(
        new RawRecord(topic, key, value)
        {
            Headers =
            [
                new(RecordHeaders.Reason, Encoding.UTF8.GetBytes(reason)),
                new(RecordHeaders.Detail, Encoding.UTF8.GetBytes($"{sink}: {detail}")),
                new(RecordHeaders.Parser, "alert"u8.ToArray()),
                new(SinkHeader, Encoding.UTF8.GetBytes(sink)),
                .. place,
            ],
        },
        cancel).ConfigureAwait(false);
}
