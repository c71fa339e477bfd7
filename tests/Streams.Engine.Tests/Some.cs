using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;

namespace Streams.Engine.Tests;

/// <summary>Things that several tests need.</summary>
internal static class Some
{
    private static int _number;

    /// <summary>A name that no other test of this run uses.</summary>
    public static string Name(string of) => $"{of}-{Environment.ProcessId}-{Interlocked.Increment(ref _number)}";

    public static string Directory() => System.IO.Directory.CreateTempSubdirectory("streams-state-").FullName;

    public static IProducer<byte[], byte[]> Producer(string bootstrap) => new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig
            {
                BootstrapServers = bootstrap,
                LingerMs = 5,
                QueueBufferingMaxMessages = 1_000_000,
                EnableIdempotence = true,
            }
        ).SetLogHandler(static (_, _) => { }).Build();

    public static byte[] Key(int i) => Encoding.UTF8.GetBytes("key-" + i);

    /// <summary>Reads counts, read-committed, until <paramref name="expected"/> came or the time is over; then a second more.</summary>
    public static Dictionary<string, List<long>> ReadCounts(string bootstrap, string topic, long expected, TimeSpan patience)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig
            {
                BootstrapServers = bootstrap,
                GroupId = Name("reader"),
                AutoOffsetReset = AutoOffsetReset.Earliest,
                EnableAutoCommit = false,
                IsolationLevel = IsolationLevel.ReadCommitted,
                FetchWaitMaxMs = 10,
                AllowAutoCreateTopics = false,
            }
        ).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, TimeSpan.FromSeconds(10)).Topics[0].Partitions;
        consumer.Assign(partitions.Select(p => new TopicPartitionOffset(topic, p.PartitionId, Offset.Beginning)));
        var found = new Dictionary<string, List<long>>();
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        long total = 0;
        while (Environment.TickCount64 < until)
        {
            var result = consumer.Consume(TimeSpan.FromMilliseconds(200));
            if (result is null)
            {
                continue;
            }

            var key = Encoding.UTF8.GetString(result.Message.Key);
            if (!found.TryGetValue(key, out var counts))
            {
                found[key] = counts = [];
            }

            counts.Add(BinaryPrimitives.ReadInt64BigEndian(result.Message.Value));
            if (++total == expected)
            {
                until = Math.Min(until, Environment.TickCount64 + 1500); // any duplicate would come now
            }
        }

        return found;
    }

    /// <summary>Every key's counts are 1, 2, 3 … n in order: nothing lost, nothing doubled.</summary>
    public static void AssertExact(Dictionary<string, int> oracle, Dictionary<string, List<long>> found)
    {
        var wrong = new List<string>();
        foreach (var (key, n) in oracle)
        {
            var counts = found.GetValueOrDefault(key) ?? [];
            if (counts.Count != n || !counts.SequenceEqual(Enumerable.Range(1, n).Select(i => (long)i)))
            {
                wrong.Add($"{key}: expected 1..{n}, got {counts.Count} counts, last {counts.LastOrDefault()}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} keys are wrong: {string.Join("; ", wrong.Take(5))}");
        Assert.Equal(oracle.Count, found.Count);
    }
}
