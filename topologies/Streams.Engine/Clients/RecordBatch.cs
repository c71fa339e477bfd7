using Confluent.Kafka;

namespace Streams.Engine.Clients;

/// <summary>
/// Consecutive records of one partition, handed through Streamiz as one: the headers of a carrier record whose offset is that of the last,
/// so commits fall on batch ends. What Streamiz does per record (strings, sensors, lists) is paid once a batch.
/// </summary>
internal sealed class RecordBatch : Headers
{
    /// <summary>The most records in one.</summary>
    public const int MaxRecords = 2000;

    /// <summary>The most bytes of keys and values in one, but for a single record that is larger.</summary>
    public const int MaxBytes = 1 << 20;

    private readonly List<ConsumeResult<byte[], byte[]>> records = [];

    /// <summary>The records in their order.</summary>
    public IReadOnlyList<ConsumeResult<byte[], byte[]>> Records => records;

    /// <summary>The bytes of their keys and values.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a record; false where it is full.</summary>
    public bool TryAdd(ConsumeResult<byte[], byte[]> record)
    {
        var bytes = (record.Message.Key?.Length ?? 0) + (record.Message.Value?.Length ?? 0);
        if (records.Count > 0 && (records.Count >= MaxRecords || Bytes + bytes > MaxBytes))
        {
            return false;
        }

        records.Add(record);
        Bytes += bytes;
        return true;
    }

    /// <summary>The record that carries them all.</summary>
    public ConsumeResult<byte[], byte[]> Carrier(byte[] key)
    {
        var last = records[^1];
        return new ConsumeResult<byte[], byte[]>
        {
            Topic = last.Topic,
            Partition = last.Partition,
            Offset = last.Offset,
            LeaderEpoch = last.LeaderEpoch,
            Message = new Message<byte[], byte[]> { Key = key, Value = [], Headers = this, Timestamp = last.Message.Timestamp },
        };
    }
}
