using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>A record as read.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its offset.</param>
/// <param name="Key">The key; empty where there is none.</param>
/// <param name="Value">The value; null is a tombstone.</param>
/// <param name="TimestampMs">Kafka's time, ms since the epoch.</param>
/// <param name="IsAppendTime">Whether the broker made that time.</param>
/// <param name="Headers">The headers.</param>
public sealed record TopicRecord(string Topic, int Partition, long Offset, byte[] Key, byte[]? Value, long TimestampMs, bool IsAppendTime, Headers Headers)
{
    /// <summary>The record that a consumer gave.</summary>
    public static TopicRecord Of(ConsumeResult<byte[], byte[]> read) =>
        new(
            read.Topic,
            read.Partition.Value,
            read.Offset.Value,
            read.Message.Key ?? [],
            read.Message.Value,
            read.Message.Timestamp.UnixTimestampMs,
            read.Message.Timestamp.Type == TimestampType.LogAppendTime,
            read.Message.Headers ?? []
        );
}
