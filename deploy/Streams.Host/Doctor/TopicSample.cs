using Confluent.Kafka;
using Streams.Host.Configuration;
using Streams.Host.Kafka;

namespace Streams.Host.Doctor;

/// <summary>The newest records of a topic.</summary>
internal static class TopicSample
{
    private const int PerPartition = 200;

    /// <summary>At most 200 records of each partition, null where the topic does not exist.</summary>
    public static List<ConsumeResult<byte[], byte[]>>? Newest(KafkaOptions options, string topic, CancellationToken cancel)
    {
        using var admin = KafkaClients.Admin(options);
        // Asked for all topics: asking for one makes it where brokers create topics by themselves.
        var found = admin.GetMetadata(KafkaClients.Patience).Topics.Find(t => t.Topic == topic);
        if (found is null)
        {
            return null;
        }

        using var consumer = KafkaClients.Consumer(options);
        var records = new List<ConsumeResult<byte[], byte[]>>();
        var open = new HashSet<TopicPartition>();
        var from = new List<TopicPartitionOffset>();
        foreach (var partition in found.Partitions.Select(p => new TopicPartition(topic, p.PartitionId)))
        {
            var marks = consumer.QueryWatermarkOffsets(partition, KafkaClients.Patience);
            if (marks.High > marks.Low)
            {
                open.Add(partition);
                from.Add(new TopicPartitionOffset(partition, Math.Max(marks.Low, marks.High - PerPartition)));
            }
        }

        consumer.Assign(from);
        while (open.Count > 0)
        {
            var read = consumer.Consume(cancel);
            if (read.IsPartitionEOF)
            {
                open.Remove(read.TopicPartition);
            }
            else
            {
                records.Add(read);
                if (records.Count > PerPartition * from.Count * 2)
                {
                    return records; // it grows faster than it is read
                }
            }
        }

        consumer.Close();
        return records;
    }
}
