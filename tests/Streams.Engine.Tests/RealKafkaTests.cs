using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

public sealed class RealKafkaTests(RealKafka kafka, ITestOutputHelper output)
{
    [Fact]
    public async Task What_only_a_tick_sent_is_committed()
    {
        var (input, outTopic) = (Some.Name("tick-in"), Some.Name("tick-out"));
        var options = Options();
        var sent = 0;
        await using var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [outTopic], context => new ProbeTask(context)
        {
            OnTick = () =>
            {
                if (Interlocked.Exchange(ref sent, 1) != 0)
                {
                    return false;
                }

                context.Output.SendTo(outTopic, 2, [7], BitConverter.GetBytes(0L));
                return true;
            },
        })]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        var found = Some.ReadCounts(options.BootstrapServers, outTopic, 1, TimeSpan.FromSeconds(8));
        Assert.Single(found);
        Assert.False(options.ProcessEnd.Ended);
    }

    [Fact]
    public async Task The_end_of_the_log_is_known_once_all_is_processed()
    {
        var input = Some.Name("end-in");
        var options = Options();
        var ends = new ConcurrentDictionary<int, long>();
        var appendTime = false;
        await using var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [], context => new ProbeTask(context)
        {
            OnRecord = record => appendTime = record.IsAppendTime,
            OnTick = () =>
            {
                if (context.AtEndOfLog(out var began))
                {
                    ends[context.Partition] = began;
                }

                return false;
            },
        })]);
        await engine.StartAsync();
        using (var producer = Some.Producer(options.BootstrapServers))
        {
            for (var i = 0; i < 1000; i++)
            {
                producer.Produce(input, new Message<byte[], byte[]> { Key = Some.Key(i), Value = [1] });
            }

            producer.Flush(TimeSpan.FromSeconds(10));
        }

        await engine.WaitUntilReadyAsync();
        for (var i = 0; i < 200 && ends.Count < 4; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(4, ends.Count);
        Assert.True(appendTime);
        var first = ends[0];
        await Task.Delay(1500);
        Assert.True(ends[0] > first, "an idle log's end does not move on");
    }

    [Fact]
    public async Task A_clean_stop_is_quick_and_a_restart_goes_on_with_the_state()
    {
        var (input, counts) = (Some.Name("restart-in"), Some.Name("restart-out"));
        var options = Options();
        var oracle = new Dictionary<string, int>();
        for (var run = 0; run < 3; run++)
        {
            await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts, instances: 2)]);
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            using (var producer = Some.Producer(options.BootstrapServers))
            {
                for (var i = 0; i < 5000; i++)
                {
                    oracle["key-" + (i % 50)] = oracle.GetValueOrDefault("key-" + (i % 50)) + 1;
                    producer.Produce(input, new Message<byte[], byte[]> { Key = Some.Key(i % 50), Value = [1] });
                }

                producer.Flush(TimeSpan.FromSeconds(10));
            }

            await Task.Delay(300);
            var clock = Stopwatch.StartNew();
            await engine.StopAsync();
            output.WriteLine($"stopped in {clock.ElapsedMilliseconds} ms");
            Assert.False(options.ProcessEnd.Ended);
        }

        await using (var last = new StreamsEngine(options, [CountTask.Stage("count", input, counts, instances: 2)]))
        {
            await last.StartAsync();
            Some.AssertExact(oracle, Some.ReadCounts(options.BootstrapServers, counts, 15_000, TimeSpan.FromSeconds(20)));
        }
    }

    [Fact]
    public async Task Topics_are_created_as_specified_and_differences_are_told()
    {
        using var admin = new TopicAdmin(Options());
        var topic = new TopicSpec { Name = Some.Name("topic"), Partitions = 3, CleanupPolicy = "compact,delete" };
        Assert.Equal([topic.Name], await admin.CreateMissingAsync([topic]));
        Assert.Empty(await admin.CreateMissingAsync([topic]));
        Assert.Empty(await admin.CompareAsync([topic]));
        var differences = await admin.CompareAsync([topic with { Partitions = 4, LogAppendTime = false }, topic with { Name = "absent" }]);
        Assert.Equal(["partitions", "message.timestamp.type", "exists"], differences.Select(d => d.Setting));
    }

    private EngineOptions Options() => new()
    {
        BootstrapServers = kafka.BootstrapOrSkip(),
        StateDirectory = Some.Directory(),
        ApplicationPrefix = Some.Name("real"),
        ProcessEnd = new ProcessEnd(_ => { }),
    };
}
