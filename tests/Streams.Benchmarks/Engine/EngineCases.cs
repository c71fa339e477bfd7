using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine;
using Streams.Engine.Hosting;

namespace Streams.Benchmarks.Engine;

/// <summary>The cases that run our engine.</summary>
internal static class EngineCases
{
    private static int _number;

    public static EngineOptions Options(string bootstrap, StateStore store, string? directory = null, string? prefix = null) =>
        new()
        {
            BootstrapServers = bootstrap,
            StateDirectory = directory ?? Directory.CreateTempSubdirectory("streams-bench-").FullName,
            ApplicationPrefix = prefix ?? Name("bench"),
            Store = store,
        };

    public static string Name(string of) => $"{of}-{Environment.ProcessId}-{Interlocked.Increment(ref _number)}";

    /// <summary>The windowed count from a topic that is full.</summary>
    public static async Task<BenchResult> CountAsync(string name, string bootstrap, StateStore store, string input, string output, long records, Meter meter)
    {
        var progress = new WindowedCount.Progress(meter);
        await using var engine = new StreamsEngine(Options(bootstrap, store), [WindowedCount.Stage("count", input, output, progress)]);
        await engine.StartAsync();
        while (progress.Count < records)
        {
            await Task.Delay(20);
        }

        return meter.Stop(name, records);
    }

    /// <summary>Two transactional hops, 24 raw partitions and 2 of signals, 500 records a second: from send to read committed.</summary>
    public static async Task<BenchResult> HopsAsync(string bootstrap, int records)
    {
        var raw = Enumerable.Range(0, 6).Select(i => Name("hop-raw" + i)).ToArray();
        var (signals, alerts) = (Name("hop-signals"), Name("hop-alerts"));
        var options = Options(bootstrap, StateStore.RocksDb) with
        {
            Topics =
            [
                .. raw.Select(r => new TopicSpec { Name = r, Partitions = 4 }),
                new TopicSpec { Name = signals, Partitions = 2 },
                new TopicSpec { Name = alerts, Partitions = 2 },
            ],
        };
        await using var engine = new StreamsEngine(options, [Hop("a", raw, signals), Hop("c", [signals], alerts)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        using var reader = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig
            {
                BootstrapServers = bootstrap,
                GroupId = Name("r"),
                IsolationLevel = IsolationLevel.ReadCommitted,
                FetchWaitMaxMs = 10,
                FetchQueueBackoffMs = 1,
            }
        ).Build();
        reader.Assign(Enumerable.Range(0, 2).Select(p => new TopicPartitionOffset(alerts, p, Offset.Beginning)));
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = bootstrap, LingerMs = 1 }).Build();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < records; i++)
            {
                producer.Produce(
                    raw[i % 6],
                    new Message<byte[], byte[]> { Key = BitConverter.GetBytes(i), Value = BitConverter.GetBytes(Stopwatch.GetTimestamp()) }
                );
                if (i % 5 == 4)
                {
                    await Task.Delay(10);
                }
            }
        });
        var latencies = new List<double>(records);
        while (latencies.Count < records)
        {
            if (reader.Consume(100) is { } record)
            {
                latencies.Add(Stopwatch.GetElapsedTime(BitConverter.ToInt64(record.Message.Value)).TotalMilliseconds);
            }
        }

        await sending;
        latencies.RemoveRange(0, records / 10); // the JIT's
        latencies.Sort();
        return new BenchResult
        {
            Case = "hops ours",
            P50Ms = latencies[latencies.Count / 2],
            P99Ms = latencies[latencies.Count * 99 / 100],
        };
    }

    private static StageDescriptor Hop(string name, IReadOnlyList<string> from, string to) =>
        new()
        {
            Name = name,
            Inputs = from,
            Outputs = [to],
            CreateTask = context => new HopTask(context, to),
        };

    private sealed class HopTask(StageTaskContext context, string to) : IStageTask
    {
        public void Restored() { }

        public void Process(in StageInput input) => context.Output.Send(to, input.Key, input.Value);

        public bool Tick(long wallClockMs) => false;

        public void Flush() { }
    }
}
