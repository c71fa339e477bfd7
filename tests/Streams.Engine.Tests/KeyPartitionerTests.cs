using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;

namespace Streams.Engine.Tests;

public sealed class KeyPartitionerTests
{
    [Fact]
    public void It_agrees_with_librdkafkas_murmur2()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 7);
        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = broker.BootstrapServers, Partitioner = Partitioner.Murmur2 }
        ).Build();
        var chance = new Random(3);
        var wrong = 0;
        var delivered = 0;
        for (var i = 0; i < 2000; i++)
        {
            var key = new byte[i % 33];
            chance.NextBytes(key);
            producer.Produce("t", new Message<byte[], byte[]> { Key = key, Value = [] }, report =>
            {
                Interlocked.Increment(ref delivered);
                if (report.Partition.Value != KeyPartitioner.Of(key, 7))
                {
                    Interlocked.Increment(ref wrong);
                }
            });
        }

        producer.Flush(TimeSpan.FromSeconds(20));
        Assert.Equal((2000, 0), (delivered, wrong));
    }
}
