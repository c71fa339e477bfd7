using Confluent.Kafka;

namespace Streams.Engine.Batches;

/// <summary>What is kept of a record while it waits in a batch: two arrays, not the client's seven objects, all of which a collection would copy.</summary>
/// <param name="Key">The key's bytes.</param>
/// <param name="Value">The value's bytes; null only in a changelog.</param>
/// <param name="Headers">The headers; null where there are none.</param>
/// <param name="Offset">The offset.</param>
/// <param name="TimestampMs">Kafka's timestamp.</param>
internal readonly record struct BatchRecord(byte[] Key, byte[]? Value, Headers? Headers, long Offset, long TimestampMs)
{
    public static BatchRecord Of(ConsumeResult<byte[], byte[]> record)
    {
        var message = record.Message;
        return new BatchRecord(
            message.Key,
            message.Value,
            message.Headers is { Count: > 0 } headers ? headers : null,
            record.Offset.Value,
            message.Timestamp.UnixTimestampMs
        );
    }
}
