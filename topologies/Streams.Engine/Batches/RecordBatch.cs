using System.Buffers;
using Confluent.Kafka;

namespace Streams.Engine.Batches;

/// <summary>
/// Consecutive records of one partition, handed through Streamiz as one: the headers of a carrier record whose offset is that of the last,
/// so commits fall on batch ends. What Streamiz does per record (strings, sensors, lists) is paid once a batch.
/// </summary>
/// <remarks>The array is pooled: whoever has processed the batch calls <see cref="Release"/>. One that is dropped instead is collected.</remarks>
internal sealed class RecordBatch(string topic, Partition partition) : Headers
{
    /// <summary>The most records in one.</summary>
    public const int MaxRecords = 2000;

    /// <summary>The most bytes of keys and values in one, but for a single record that is larger.</summary>
    public const int MaxBytes = 1 << 20;

    private const int FirstRent = 64;
    private BatchRecord[] _records = [];
    private int _count;
    private Timestamp _newest;
    private int? _leaderEpoch;

    public string Topic => topic;

    public Partition Partition => partition;

    /// <summary>The records in their order.</summary>
    public ReadOnlySpan<BatchRecord> Records => _records.AsSpan(0, _count);

    /// <summary>The bytes of their keys and values.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a record of this partition; false where the batch is full.</summary>
    public bool TryAdd(ConsumeResult<byte[], byte[]> record)
    {
        var bytes = (record.Message.Key?.Length ?? 0) + (record.Message.Value?.Length ?? 0);
        if (_count > 0 && (_count >= MaxRecords || Bytes + bytes > MaxBytes))
        {
            return false;
        }

        if (_count == _records.Length)
        {
            Grow();
        }

        _records[_count++] = BatchRecord.Of(record);
        (_newest, _leaderEpoch) = (record.Message.Timestamp, record.LeaderEpoch);
        Bytes += bytes;
        return true;
    }

    /// <summary>The record that carries them all.</summary>
    public ConsumeResult<byte[], byte[]> Carrier(byte[] key) =>
        new()
        {
            Topic = topic,
            Partition = partition,
            Offset = _records[_count - 1].Offset,
            LeaderEpoch = _leaderEpoch,
            Message = new Message<byte[], byte[]>
            {
                Key = key,
                Value = [],
                Headers = this,
                Timestamp = _newest,
            },
        };

    /// <summary>Gives the array back; the batch is empty from then on.</summary>
    public void Release()
    {
        var used = _records;
        Array.Clear(used, 0, _count);
        (_records, _count) = ([], 0);
        if (used.Length > 0)
        {
            ArrayPool<BatchRecord>.Shared.Return(used);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<BatchRecord>.Shared.Rent(Math.Max(FirstRent, _count * 4));
        _records.AsSpan(0, _count).CopyTo(larger);
        var used = _records;
        _records = larger;
        if (used.Length > 0)
        {
            ArrayPool<BatchRecord>.Shared.Return(used, clearArray: true);
        }
    }
}
