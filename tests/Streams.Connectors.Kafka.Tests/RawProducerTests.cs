using System.Diagnostics;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;

namespace Streams.Connectors.Kafka.Tests;

public sealed class RawProducerTests
{
    [Fact]
    public async Task Header_time_and_partition_arrive()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 4);
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = broker.BootstrapServers });
        await producer.PublishAsync(
            new RawRecord("t", null, [1, 2])
            {
                Partition = 3,
                TimestampMs = 1_700_000_000_123,
                Headers = [new("streams.clock", [7])],
            }
        );
        await producer.FlushAsync();
        Assert.Equal(1, producer.Delivered);

        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = broker.BootstrapServers,
                Topics = ["t"],
                GroupId = "g",
            }
        );
        var record = Assert.Single(reader.ReadBatch(TimeSpan.FromSeconds(5)));
        Assert.Equal((3, 0L, 1_700_000_000_123, false), (record.Partition, record.Offset, record.TimestampMs, record.IsAppendTime));
        Assert.Empty(record.Key);
        Assert.Equal([1, 2], record.Value);
        Assert.Equal([7], record.Headers.GetLastBytes("streams.clock"));
    }

    [Fact]
    public async Task Back_pressure_keeps_a_slow_reader_from_losing_records()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 2);
        const int records = 30_000; // 15 MB a partition: three times what the broker keeps
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = broker.BootstrapServers,
                Topics = ["t"],
                GroupId = "slow",
            }
        );
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = broker.BootstrapServers, WaitForGroup = "slow" });
        var publishing = Task.Run(async () =>
        {
            for (var i = 0; i < records; i++)
            {
                await producer.PublishAsync(new RawRecord("t", BitConverter.GetBytes(i), Some1000(i)));
            }

            await producer.WaitForReadersAsync();
        });
        var seen = new HashSet<int>();
        var clock = Stopwatch.StartNew();
        while (seen.Count < records && clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            foreach (var record in reader.ReadBatch(TimeSpan.FromMilliseconds(200), 2000))
            {
                seen.Add(BitConverter.ToInt32(record.Key));
                reader.Acknowledge(record);
            }

            reader.Commit();
            await Task.Delay(20); // slower than the producer
        }

        Assert.Equal(records, seen.Count);
        await publishing.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_failed_delivery_is_thrown_by_the_next_call()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 1);
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = broker.BootstrapServers, WaitForGroup = "g" });
        broker.FailNext(0, ErrorCode.TopicAuthorizationFailed);
        await producer.PublishAsync(new RawRecord("t", null, [1]));
        await Assert.ThrowsAsync<KafkaException>(() => producer.FlushAsync());
    }

    private static byte[] Some1000(int seed)
    {
        var bytes = new byte[1000];
        new Random(seed).NextBytes(bytes); // not compressible
        return bytes;
    }
}
