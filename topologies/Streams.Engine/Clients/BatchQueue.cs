using Confluent.Kafka;

namespace Streams.Engine.Clients;

/// <summary>What was drained and not handed out: batches in the order in which each began. One owner.</summary>
internal sealed class BatchQueue
{
    private readonly Queue<RecordBatch> batches = new();
    private readonly Dictionary<TopicPartition, RecordBatch> filling = [];
    private RecordBatch? last;
    private string lastTopic = string.Empty;
    private int lastPartition = -1;

    public int Count => batches.Count;

    public void Add(ConsumeResult<byte[], byte[]> record)
    {
        // Records of one fetch come together, so the last batch is mostly the right one; a TopicPartition is made only for another.
        if (last is null || record.Partition.Value != lastPartition || record.Topic != lastTopic)
        {
            filling.TryGetValue(record.TopicPartition, out last);
            (lastTopic, lastPartition) = (record.Topic, record.Partition.Value);
        }

        if (last is null || !last.TryAdd(record))
        {
            last = new RecordBatch(record.Topic, record.Partition);
            last.TryAdd(record);
            filling[record.TopicPartition] = last;
            batches.Enqueue(last);
        }
    }

    /// <summary>The offset of the first record of a partition that waits; null where none does.</summary>
    public Offset? FirstOf(TopicPartition place)
    {
        foreach (var batch in batches)
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
        return batches.Dequeue();
    }

    /// <summary>What is added next begins a batch.</summary>
    public void Close()
    {
        filling.Clear();
        last = null;
    }

    public void Clear()
    {
        batches.Clear();
        Close();
    }
}
