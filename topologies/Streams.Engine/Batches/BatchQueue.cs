using Confluent.Kafka;

namespace Streams.Engine.Batches;

/// <summary>What was drained and not handed out: batches in the order in which each began. One owner.</summary>
internal sealed class BatchQueue
{
    private readonly Queue<RecordBatch> _batches = new();
    private readonly Dictionary<TopicPartition, RecordBatch> _filling = [];
    private RecordBatch? _last;
    private string _lastTopic = string.Empty;
    private int _lastPartition = -1;

    public int Count => _batches.Count;

    public void Add(ConsumeResult<byte[], byte[]> record)
    {
        // Records of one fetch come together, so the last batch is mostly the right one; a TopicPartition is made only for another.
        if (_last is null || record.Partition.Value != _lastPartition || record.Topic != _lastTopic)
        {
            _filling.TryGetValue(record.TopicPartition, out _last);
            (_lastTopic, _lastPartition) = (record.Topic, record.Partition.Value);
        }

        if (_last is null || !_last.TryAdd(record))
        {
            _last = new RecordBatch(record.Topic, record.Partition);
            _last.TryAdd(record);
            _filling[record.TopicPartition] = _last;
            _batches.Enqueue(_last);
        }
    }

    /// <summary>The offset of the first record of a partition that waits; null where none does.</summary>
    public Offset? FirstOf(TopicPartition place)
    {
        foreach (var batch in _batches)
        {
            if (batch.Partition == place.Partition && batch.Topic == place.Topic)
            {
                return batch.Records[0].Offset;
            }
        }

        return null;
    }

    /// <summary>Takes the oldest batch out; nothing is added to what is being handed out.</summary>
    public RecordBatch Take()
    {
        Close();
        return _batches.Dequeue();
    }

    /// <summary>What is added next begins a batch.</summary>
    public void Close()
    {
        _filling.Clear();
        _last = null;
    }

    public void Clear()
    {
        _batches.Clear();
        Close();
    }
}
