using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>Finds the partitions of a reader's topics, and where it begins in each.</summary>
internal sealed class ReaderPlaces(IConsumer<byte[], byte[]> consumer, TopicReaderOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Where each partition is read from.</summary>
    /// <exception cref="KafkaException">The broker does not answer.</exception>
    /// <exception cref="MissingTopicException">A topic does not exist.</exception>
    public List<TopicPartitionOffset> Find()
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = new List<TopicPartition>();
        foreach (var topic in options.Topics)
        {
            var found = admin.GetMetadata(topic, Patience).Topics[0];
            if (found.Error.IsError || found.Partitions.Count == 0)
            {
                throw new MissingTopicException(topic, found.Error.Reason);
            }

            partitions.AddRange(found.Partitions.Select(p => new TopicPartition(topic, p.PartitionId)));
        }

        var from = options.From switch
        {
            ReadFrom.Beginning => Offset.Beginning,
            ReadFrom.End => Offset.End,
            _ => Offset.Stored,
        };
        return
        [
            .. partitions.Select(p => new TopicPartitionOffset(
                p,
                options.Offsets.TryGetValue((p.Topic, p.Partition.Value), out var at) ? at : Tail(p) ?? from
            )),
        ];
    }

    /// <summary>Where the last records of a partition begin; null where all of it is read.</summary>
    private Offset? Tail(TopicPartition partition)
    {
        if (options.From != ReadFrom.Beginning || options.LastPerPartition is not { } last)
        {
            return null;
        }

        var ends = consumer.QueryWatermarkOffsets(partition, Patience);
        return ends.High.Value - ends.Low.Value > last ? ends.High.Value - last : null;
    }
}
