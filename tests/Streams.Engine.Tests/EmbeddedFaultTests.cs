using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;
using Streams.Engine.State;

namespace Streams.Engine.Tests;

public sealed class EmbeddedFaultTests
{
    [Fact]
    public async Task A_failed_delivery_commits_no_offset_and_ends_the_process()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", 1);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = Options(broker) with { ProcessEnd = new ProcessEnd(reason => ended.TrySetResult(reason)) };
        await using var engine = new StreamsEngine(
            options,
            [ProbeTask.Stage("in", ["out"], context => new ProbeTask(context) { OnRecord = record => context.Output.Send("out", record.Key, record.Value) })]
        );
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        using (var producer = Some.Producer(broker.BootstrapServers))
        {
            await producer.ProduceAsync("in", new Message<byte[], byte[]> { Value = [1] });
            broker.FailNext(0, ErrorCode.TopicAuthorizationFailed);
            using var quick = Some.Producer(broker.BootstrapServers);
        }

        // The first record's output may have gone before the fault stood: send until one fails.
        using (var producer = Some.Producer(broker.BootstrapServers))
        {
            for (var i = 0; i < 50 && !ended.Task.IsCompleted; i++)
            {
                try
                {
                    await producer.ProduceAsync("in", new Message<byte[], byte[]> { Value = [2] });
                    broker.FailNext(0, ErrorCode.TopicAuthorizationFailed);
                }
                catch (ProduceException<byte[], byte[]>)
                {
                    // the fault hit the test's own producer
                }

                await Task.Delay(100);
            }
        }

        var reason = await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("could not be delivered", reason);
        await engine.StopAsync();
        var outputs = Count(broker, "out");
        Assert.True(Committed(broker, "streams-probe", "in") <= outputs, "an offset was committed whose output is absent");
    }

    [Fact]
    public async Task Keyless_records_and_tombstones_reach_the_task()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", 1);
        var seen = new System.Collections.Concurrent.ConcurrentQueue<(int Key, int Value)>();
        await using var engine = new StreamsEngine(
            Options(broker),
            [ProbeTask.Stage("in", [], context => new ProbeTask(context) { OnRecord = record => seen.Enqueue((record.Key.Length, record.Value.Length)) })]
        );
        await engine.StartAsync();
        using var producer = Some.Producer(broker.BootstrapServers);
        await producer.ProduceAsync("in", new Message<byte[], byte[]> { Value = [1, 2] });
        await producer.ProduceAsync("in", new Message<byte[], byte[]> { Key = [1] });
        await producer.ProduceAsync(
            "in",
            new Message<byte[], byte[]>
            {
                Key = [],
                Value = [],
                Timestamp = new Timestamp(-5, TimestampType.CreateTime),
            }
        );
        for (var i = 0; i < 100 && seen.Count < 3; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal([(0, 2), (1, 0), (0, 0)], seen);
    }

    [Fact]
    public void A_second_engine_on_one_state_directory_is_refused()
    {
        using var broker = EmbeddedBroker.Start();
        var options = Options(broker);
        var stage = ProbeTask.Stage("in", [], context => new ProbeTask(context));
        var first = new StreamsEngine(options, [stage]);
        var refused = Assert.Throws<StateDirectoryInUseException>(() => new StreamsEngine(options, [stage]));
        Assert.Equal(Path.GetFullPath(options.StateDirectory), refused.StateDirectory);
        _ = first.StopAsync();
    }

    [Fact]
    public async Task A_second_process_on_one_state_directory_exits_with_3_and_the_name_survives()
    {
        using var broker = EmbeddedBroker.Start();
        var options = Options(broker);
        var stage = ProbeTask.Stage("in", [], context => new ProbeTask(context));
        string name;
        await using (var first = new StreamsEngine(options, [stage]))
        {
            name = first.InstanceName;
            using var child = new ChildEngine(broker.BootstrapServers, options.StateDirectory, "p", "in", "out");
            Assert.Equal(3, await child.ExitAsync());
            Assert.Contains("held by another process", child.Errors);
        }

        await using var second = new StreamsEngine(options, [stage]);
        Assert.Equal(name, second.InstanceName);
    }

    [Fact]
    public void Exactly_once_and_several_instances_are_refused_on_the_embedded_broker()
    {
        using var broker = EmbeddedBroker.Start();
        var options = Options(broker) with { ExactlyOnce = true };
        var stage = ProbeTask.Stage("in", [], context => new ProbeTask(context)) with { Instances = 2 };
        var refused = Assert.Throws<ArgumentException>(() => new StreamsEngine(options, [stage]));
        Assert.Contains("ExactlyOnce", refused.Message);
        Assert.Contains("stages.probe.Instances", refused.Message);
    }

    [Fact]
    public async Task What_the_broker_forgot_is_counted_as_lost()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", 1);
        using var gate = new ManualResetEventSlim();
        await using var engine = new StreamsEngine(
            Options(broker) with
            {
                QueuedMaxKilobytes = 64,
            },
            [ProbeTask.Stage("in", [], context => new ProbeTask(context) { OnRecord = _ => gate.Wait() })]
        );
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        const int records = 8000;
        using (var producer = Some.Producer(broker.BootstrapServers))
        {
            var chance = new Random(1);
            for (var i = 0; i < records; i++)
            {
                var value = new byte[2000];
                chance.NextBytes(value);
                producer.Produce("in", new Message<byte[], byte[]> { Value = value });
            }

            producer.Flush(TimeSpan.FromSeconds(20));
        }

        gate.Set();
        for (var i = 0; i < 200 && engine.Status()[0].Processed + engine.Status()[0].Lost < records; i++)
        {
            await Task.Delay(50);
        }

        var status = engine.Status()[0];
        Assert.True(status.Lost > 0, status.ToString());
        Assert.Equal(records, status.Processed + status.Lost);
    }

    [Fact]
    public async Task A_thread_that_does_not_poll_ends_the_process()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", 1);
        using var gate = new ManualResetEventSlim();
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = Options(broker) with { HungAfter = TimeSpan.FromSeconds(1), ProcessEnd = new ProcessEnd(reason => ended.TrySetResult(reason)) };
        await using var engine = new StreamsEngine(options, [ProbeTask.Stage("in", [], context => new ProbeTask(context) { OnRecord = _ => gate.Wait() })]);
        await engine.StartAsync();
        using var producer = Some.Producer(broker.BootstrapServers);
        await producer.ProduceAsync("in", new Message<byte[], byte[]> { Value = [1] });
        Assert.Contains("has not polled", await ended.Task.WaitAsync(TimeSpan.FromSeconds(15)));
        gate.Set();
    }

    [Fact]
    public void The_topology_is_described_as_text_and_Mermaid()
    {
        using var broker = EmbeddedBroker.Start();
        var engine = new StreamsEngine(Options(broker), [ProbeTask.Stage("raw.audit", ["events"], context => new ProbeTask(context))]);
        var described = engine.Describe();
        Assert.Contains("reads   raw.audit  (store probe-raw.audit, changelog streams-probe-probe-raw.audit-changelog)", described.Text);
        Assert.Contains("n_t_raw_audit[/raw.audit/] --> n_probe", described.Mermaid);
        _ = engine.StopAsync();
    }

    private static EngineOptions Options(EmbeddedBroker broker) =>
        new()
        {
            BootstrapServers = broker.BootstrapServers,
            StateDirectory = Some.Directory(),
            ExactlyOnce = false,
            Embedded = true,
            CreateEmbeddedTopic = broker.CreateTopic,
            DefaultPartitions = 1,
            ProcessEnd = new ProcessEnd(_ => { }),
        };

    private static long Committed(EmbeddedBroker broker, string group, string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = group }).Build();
        return Math.Max(0, consumer.Committed([new TopicPartition(topic, 0)], TimeSpan.FromSeconds(5))[0].Offset.Value);
    }

    private static long Count(EmbeddedBroker broker, string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "c" }).Build();
        return consumer.QueryWatermarkOffsets(new TopicPartition(topic, 0), TimeSpan.FromSeconds(5)).High.Value;
    }
}
