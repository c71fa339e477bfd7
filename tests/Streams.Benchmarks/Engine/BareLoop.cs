using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace Streams.Benchmarks.Engine;

/// <summary>The least that exactly-once costs with this client: consume, count in a dictionary, send the changed counts, commit every 100 ms. No state outlives it.</summary>
internal static class BareLoop
{
    private const long Size = 10_000;

    public static BenchResult Run(string bootstrap, string input, string output, long records, Meter meter)
    {
        var name = "bare-" + Environment.ProcessId + "-" + Stopwatch.GetTimestamp();
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig
            {
                BootstrapServers = bootstrap,
                GroupId = name,
                AutoOffsetReset = AutoOffsetReset.Earliest,
                EnableAutoCommit = false,
                EnableAutoOffsetStore = false,
                IsolationLevel = IsolationLevel.ReadCommitted,
                QueuedMaxMessagesKbytes = 16 * 1024,
                FetchQueueBackoffMs = 5,
                FetchWaitMaxMs = 50,
            }
        ).Build();
        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig
            {
                BootstrapServers = bootstrap,
                TransactionalId = name,
                LingerMs = 2,
                CompressionType = CompressionType.Lz4,
                RetryBackoffMs = 5,
                DeliveryReportFields = "none",
            }
        ).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        consumer.Subscribe(input);
        var counts = new Dictionary<(string Key, long Start), long>();
        var changed = new HashSet<(string Key, long Start)>();
        var offsets = new Dictionary<TopicPartition, Offset>();
        long seen = 0;
        var committed = Stopwatch.GetTimestamp();
        while (seen < records)
        {
            if (consumer.Consume(100) is { } record)
            {
                if (seen++ == 0)
                {
                    meter.Start();
                }

                var time = record.Message.Timestamp.UnixTimestampMs;
                var window = (Encoding.UTF8.GetString(record.Message.Key), time - (time % Size));
                counts[window] = counts.GetValueOrDefault(window) + 1;
                changed.Add(window);
                offsets[record.TopicPartition] = record.Offset + 1;
            }

            if (Stopwatch.GetElapsedTime(committed).TotalMilliseconds >= 100 || seen == records)
            {
                Commit(consumer, producer, output, counts, changed, offsets);
                committed = Stopwatch.GetTimestamp();
            }
        }

        return meter.Stop("bare loop", records);
    }

    private static void Commit(
        IConsumer<byte[], byte[]> consumer,
        IProducer<byte[], byte[]> producer,
        string output,
        Dictionary<(string Key, long Start), long> counts,
        HashSet<(string Key, long Start)> changed,
        Dictionary<TopicPartition, Offset> offsets
    )
    {
        if (offsets.Count == 0)
        {
            return;
        }

        producer.BeginTransaction();
        foreach (var window in changed)
        {
            var value = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(value, counts[window]);
            producer.Produce(output, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(window.Key), Value = value });
        }

        producer.Flush(TimeSpan.FromSeconds(30));
        producer.SendOffsetsToTransaction(
            offsets.Select(o => new TopicPartitionOffset(o.Key, o.Value)),
            consumer.ConsumerGroupMetadata,
            TimeSpan.FromSeconds(30)
        );
        producer.CommitTransaction(TimeSpan.FromSeconds(30));
        changed.Clear();
        offsets.Clear();
    }
}
