using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streams.Benchmarks.Engine;

/// <summary>The peers' input: 500-byte JSON, keys spread evenly, two records a millisecond of event time; 8 partitions (restart: 4).</summary>
internal static class BenchInput
{
    public static async Task LoadAsync(string bootstrap, string topic, int partitions, int records, int keys, int bodyBytes = 500)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        await CreateAsync(admin, topic, partitions);
        var chance = new Random(1);
        var bodies = new byte[20_000][];
        for (var i = 0; i < bodies.Length; i++)
        {
            var body = new StringBuilder("{\"kind\":\"Event\",\"level\":\"Metadata\",\"verb\":\"get\",\"id\":\"");
            while (body.Length < bodyBytes - 2)
            {
                body.Append(chance.Next().ToString("x", System.Globalization.CultureInfo.InvariantCulture));
            }

            bodies[i] = Encoding.UTF8.GetBytes(body.ToString(0, Math.Max(2, bodyBytes - 2)) + "\"}");
        }

        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig
            {
                BootstrapServers = bootstrap,
                LingerMs = 20,
                BatchSize = 262_144,
                CompressionType = CompressionType.Zstd,
                Partitioner = Partitioner.Murmur2Random,
                QueueBufferingMaxMessages = 200_000,
            }
        ).Build();
        const long begin = 1_700_000_000_000;
        for (var i = 0; i < records; i++)
        {
            var message = new Message<byte[], byte[]>
            {
                Key = Encoding.UTF8.GetBytes("key-" + (i * 7919L % keys)),
                Value = bodies[i % bodies.Length],
                Timestamp = new Timestamp(begin + (i / 2), TimestampType.CreateTime),
            };
            while (true)
            {
                try
                {
                    producer.Produce(topic, message);
                    break;
                }
                catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
                {
                    producer.Poll(TimeSpan.FromMilliseconds(50));
                }
            }
        }

        producer.Flush(TimeSpan.FromMinutes(2));
    }

    public static async Task CreateAsync(IAdminClient admin, string topic, int partitions, string time = "CreateTime")
    {
        try
        {
            await admin.CreateTopicsAsync([
                new TopicSpecification
                {
                    Name = topic,
                    NumPartitions = partitions,
                    ReplicationFactor = -1,
                    Configs = new Dictionary<string, string> { ["retention.ms"] = "-1", ["message.timestamp.type"] = time },
                },
            ]);
        }
        catch (CreateTopicsException there) when (there.Results[0].Error.Code == ErrorCode.TopicAlreadyExists) { }

        await Task.Delay(500);
    }
}
