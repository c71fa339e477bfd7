using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;

namespace Streams.Engine.Tests;

/// <summary>Measurements on a real Kafka, run by hand: <c>-explicit only -class Streams.Engine.Tests.Measures</c>.</summary>
public sealed class Measures(RealKafka kafka, ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData("count")]
    [InlineData("consume")]
    [InlineData("forward")]
    public async Task Throughput_exactly_once(string kind)
    {
        const int records = 500_000;
        var (input, outTopic) = (Some.Name("speed-in"), Some.Name("speed-out"));
        var options = Options();
        using (var admin = new Topics.TopicAdmin(options))
        {
            await admin.CreateMissingAsync([new TopicSpec { Name = input, Partitions = 4 }]);
        }

        using (var producer = Some.Producer(options.BootstrapServers))
        {
            for (var i = 0; i < records; i++)
            {
                producer.Produce(input, new Message<byte[], byte[]> { Key = Some.Key(i % 1009), Value = new byte[500] });
            }

            producer.Flush(TimeSpan.FromSeconds(60));
        }

        long seen = 0;
        var stage = kind == "count" ? CountTask.Stage("count", input, outTopic) : ProbeTask.Stage(input, [outTopic], context => new ProbeTask(context)
                {
                    OnRecord = record =>
                    {
                        seen++;
                        if (kind == "forward")
                        {
                            context.Output.Send(outTopic, record.Key, record.Value);
                        }
                    },
                });
        await using var engine = new StreamsEngine(options, [stage with { Name = "speed" }]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        using var group = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = options.ApplicationPrefix + "-speed" }
        ).Build();
        var clock = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        long done;
        do
        {
            await Task.Delay(50);
            done = group
                .Committed(Enumerable.Range(0, 4).Select(p => new TopicPartition(input, p)), TimeSpan.FromSeconds(5))
                .Sum(o => Math.Max(0, o.Offset.Value));
        } while (done < records && clock.Elapsed < TimeSpan.FromSeconds(120));
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        output.WriteLine(
            $"{kind}: {records * 1000L / clock.ElapsedMilliseconds} records/s, {used.TotalMicroseconds / records:F1} us CPU and {(GC.GetTotalAllocatedBytes() - allocated) / records} B a record"
        );
        Assert.Equal(records, done);
    }

    [Fact(Explicit = true)]
    public async Task Latency_of_two_hops_and_idle_cost()
    {
        var (first, second, third) = (Some.Name("hop-1"), Some.Name("hop-2"), Some.Name("hop-3"));
        var options = Options();
        await using var engine = new StreamsEngine(options, [Hop("a", first, second), Hop("c", second, third)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await Task.Delay(2000);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await Task.Delay(10_000);
        output.WriteLine($"idle, two stages: {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / 100:F1} % of a core");
        using var reader = new Connectors.Kafka.Reading.TopicReader(
            new()
            {
                BootstrapServers = options.BootstrapServers,
                Topics = [third],
                GroupId = Some.Name("r"),
            }
        );
        using var producer = Some.Producer(options.BootstrapServers);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                producer.Produce(first, new Message<byte[], byte[]> { Key = Some.Key(i), Value = BitConverter.GetBytes(Stopwatch.GetTimestamp()) });
                if (i % 5 == 4)
                {
                    await Task.Delay(10);
                }
            }
        });
        var latencies = new List<double>();
        while (latencies.Count < 10_000)
        {
            foreach (var record in reader.ReadBatch(TimeSpan.FromMilliseconds(100)))
            {
                latencies.Add(Stopwatch.GetElapsedTime(BitConverter.ToInt64(record.Value!)).TotalMilliseconds);
            }
        }

        await sending;
        latencies.Sort();
        output.WriteLine($"two hops: p50 {latencies[5000]:F0}, p99 {latencies[9900]:F0}, max {latencies[^1]:F0} ms");
    }

    private static StageDescriptor Hop(string name, string from, string to) =>
        ProbeTask.Stage(
            from,
            [to],
            context => new ProbeTask(context) { OnRecord = record => context.Output.Send(to, record.Key, record.Value) },
            tickMs: 500
        ) with
        {
            Name = name,
        };

    private EngineOptions Options() =>
        new()
        {
            BootstrapServers = kafka.BootstrapOrSkip(),
            StateDirectory = Some.Directory(),
            ApplicationPrefix = Some.Name("measure"),
            ProcessEnd = new ProcessEnd(reason => output.WriteLine("END " + reason)),
        };
}
