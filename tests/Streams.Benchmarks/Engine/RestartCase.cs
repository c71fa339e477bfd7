using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;

namespace Streams.Benchmarks.Engine;

/// <summary>How long from the start of a process to its first new committed record, with a million keys of state.</summary>
internal static class RestartCase
{
    private const string Command = "restart-child";

    /// <summary>In the child: counts by key until it is killed.</summary>
    public static async Task<int> ChildAsync(string[] arguments)
    {
        var meter = new Meter();
        var options = EngineCases.Options(arguments[0], Enum.Parse<StateStore>(arguments[1]), arguments[2], arguments[3]);
        await using var engine = new Streams.Engine.StreamsEngine(
            options,
            [KeyCount.Stage("count", arguments[4], arguments[5], new WindowedCount.Progress(meter))]
        );
        await engine.StartAsync();
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>Builds the state, kills the process, sends one record and waits for its count.</summary>
    public static (BenchResult Difference, BenchResult Full) Run(string bootstrap, string input)
    {
        var (directory, prefix, output) = (
            Directory.CreateTempSubdirectory("streams-bench-").FullName,
            EngineCases.Name("restart"),
            EngineCases.Name("restart-out")
        );
        string[] place = [bootstrap, nameof(StateStore.RocksDb), directory, prefix, input, output];
        using (var first = Start(place))
        {
            WaitForAll(bootstrap, prefix, input);
            Thread.Sleep(1000);
            first.Kill();
            first.WaitForExit();
        }

        var difference = Measure(place);
        Directory.Delete(Path.Combine(directory, "rocksdb"), recursive: true);
        var full = Measure(place);
        return (new BenchResult { Case = "restart-delta ours", P50Ms = difference }, new BenchResult { Case = "restart-full ours", P50Ms = full });
    }

    private static double Measure(string[] place)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig
            {
                BootstrapServers = place[0],
                GroupId = EngineCases.Name("r"),
                IsolationLevel = IsolationLevel.ReadCommitted,
                FetchWaitMaxMs = 10,
            }
        ).Build();
        consumer.Assign(
            Enumerable
                .Range(0, 4)
                .Select(p => new TopicPartitionOffset(
                    place[5],
                    p,
                    consumer.QueryWatermarkOffsets(new TopicPartition(place[5], p), TimeSpan.FromSeconds(10)).High
                ))
        );
        using (var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = place[0] }).Build())
        {
            producer.Produce(place[4], new Message<byte[], byte[]> { Key = "key-1"u8.ToArray(), Value = [1] });
            producer.Flush(TimeSpan.FromSeconds(10));
        }

        var clock = Stopwatch.StartNew();
        using var child = Start(place);
        while (consumer.Consume(20) is null)
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new TimeoutException("no record after a restart");
            }
        }

        var took = clock.Elapsed.TotalMilliseconds;
        Thread.Sleep(500);
        child.Kill();
        child.WaitForExit();
        return took;
    }

    private static void WaitForAll(string bootstrap, string prefix, string input)
    {
        using var group = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = bootstrap, GroupId = prefix + "-count" }).Build();
        using var admin = new DependentAdminClientBuilder(group.Handle).Build();
        var partitions = admin
            .GetMetadata(input, TimeSpan.FromSeconds(10))
            .Topics[0]
            .Partitions.Select(p => new TopicPartition(input, p.PartitionId))
            .ToArray();
        var all = partitions.Sum(p => group.QueryWatermarkOffsets(p, TimeSpan.FromSeconds(10)).High.Value);
        while (group.Committed(partitions, TimeSpan.FromSeconds(10)).Sum(o => Math.Max(0, o.Offset.Value)) < all)
        {
            Thread.Sleep(200);
        }
    }

    private static Process Start(string[] place)
    {
        var program = Environment.ProcessPath!;
        return Process.Start(new ProcessStartInfo(program, [Command, .. place]))!;
    }
}
