using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.SerDes;
using Streamiz.Kafka.Net.State;
using Streamiz.Kafka.Net.Stream;
using Streamiz.Kafka.Net.Table;

namespace Streams.Benchmarks.Engine;

/// <summary>The same count in Streamiz' own DSL: RocksDB, changelog, exactly-once.</summary>
internal static class StreamizDsl
{
    public static async Task<BenchResult> RunAsync(string bootstrap, string input, string output, long records, Meter meter)
    {
        var state = Directory.CreateTempSubdirectory("streams-bench-").FullName;
        long seen = 0;
        var builder = new StreamBuilder();
        builder
            .Stream<string, string>(input)
            .Peek(
                (_, _, _) =>
                {
                    if (Interlocked.Increment(ref seen) == 1)
                    {
                        meter.Start();
                    }
                }
            )
            .GroupByKey()
            .WindowedBy(TumblingWindowOptions.Of(TimeSpan.FromSeconds(10)))
            .Count(RocksDbWindows.As<string, long>("counts").WithKeySerdes(new StringSerDes()).WithValueSerdes(new Int64SerDes()))
            .ToStream()
            .Map((window, count, _) => KeyValuePair.Create(window.Key, count))
            .To<StringSerDes, Int64SerDes>(output);
        var config = new StreamConfig<StringSerDes, StringSerDes>
        {
            ApplicationId = "dsl-" + Environment.ProcessId + "-" + Environment.TickCount64,
            BootstrapServers = bootstrap,
            AutoOffsetReset = Confluent.Kafka.AutoOffsetReset.Earliest,
            Guarantee = ProcessingGuarantee.EXACTLY_ONCE,
            CommitIntervalMs = 100,
            StateDir = state,
            ReplicationFactor = 1,
            Logger = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
        };
        var stream = new KafkaStream(builder.Build(), config);
        await stream.StartAsync();
        while (Volatile.Read(ref seen) < records)
        {
            await Task.Delay(20);
        }

        var result = meter.Stop("rocks streamiz-dsl", records);
        stream.Dispose();
        return result;
    }
}
