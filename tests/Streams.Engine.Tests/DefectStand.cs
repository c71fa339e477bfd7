using System.Diagnostics;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

/// <summary>A place to show a defect of Streamiz that a mend is for: driven with that one mend off, where it shows, and with it on, where it does not (docs/streamiz.md).</summary>
public abstract class DefectStand(RealKafka kafka)
{
    private protected const int Killed = 137;
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private protected RealKafka Kafka { get; } = kafka;

    private protected static ChildEngine Child(FaultLoad load, string state, bool mended, Mends mend, Dictionary<string, string> environment)
    {
        environment = new(environment) { ["STORE"] = "RocksDb" };
        if (!mended)
        {
            environment["WITHOUT"] = mend.ToString();
        }

        return new ChildEngine(environment, load.Bootstrap, state, load.Prefix, load.Input, load.Output);
    }

    private protected static async Task CountAsync(EngineOptions options, string input, string counts)
    {
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await WriteAsync(options, input, 100);
        await UntilAsync(() => engine.Status().Sum(s => s.Processed) == 100);
        await Task.Delay(300);
    }

    private protected static async Task CreateAsync(EngineOptions options, TopicSpec topic)
    {
        using var admin = new TopicAdmin(options);
        await admin.CreateMissingAsync([topic]);
    }

    private protected static Task WriteAsync(EngineOptions options, string topic, int records)
    {
        using var producer = Some.Producer(options.BootstrapServers);
        for (var i = 0; i < records; i++)
        {
            producer.Produce(topic, new Message<byte[], byte[]> { Key = Some.Key(i), Value = new byte[8] });
        }

        producer.Flush(Patience);
        return Task.CompletedTask;
    }

    private protected static long Committed(EngineOptions options, string stage, string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = $"{options.ApplicationPrefix}-{stage}" }
        ).Build();
        return consumer.Committed([new TopicPartition(topic, 0)], Patience)[0].Offset.Value;
    }

    private protected static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 600 && !holds(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds());
    }

    private protected (EngineOptions Options, string Input, string Counts) Place(bool mended, Mends mend) =>
        (
            new EngineOptions
            {
                BootstrapServers = Kafka.BootstrapOrSkip(),
                StateDirectory = Some.Directory(),
                ApplicationPrefix = Some.Name("defect"),
                DefaultPartitions = 1,
                Without = mended ? Mends.None : mend,
                ProcessEnd = new ProcessEnd(_ => { }),
            },
            Some.Name("defect-in"),
            Some.Name("defect-out")
        );
}
