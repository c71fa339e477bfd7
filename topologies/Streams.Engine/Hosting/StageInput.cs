namespace Streams.Engine.Hosting;

/// <summary>One record of an input topic as the stage sees it.</summary>
/// <param name="Topic">The input topic.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">The offset of the record.</param>
/// <param name="Key">The key's bytes; empty where the record has none.</param>
/// <param name="Value">The value's bytes; empty for a tombstone.</param>
/// <param name="TimestampMs">Kafka's timestamp, milliseconds since the epoch.</param>
/// <param name="IsAppendTime">Whether the broker made the timestamp (LogAppendTime), rather than the producer.</param>
/// <param name="Headers">The headers; valid until the call returns.</param>
public readonly record struct StageInput(
    string Topic,
    int Partition,
    long Offset,
    byte[] Key,
    byte[] Value,
    long TimestampMs,
    bool IsAppendTime,
    Confluent.Kafka.Headers? Headers
);
