using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;

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

    /// <summary>Of four partitions one holds records, one holds only deleted ones, two never held any: time passes in all, also behind a restart that has nothing to read.</summary>
    [Fact]
    public async Task The_end_of_the_log_is_known_where_no_record_ever_comes_and_after_a_restart()
    {
        var input = Some.Name("empty-in");
        var options = Options();
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = options.BootstrapServers }).Build())
        {
            await admin.CreateTopicsAsync([
                new()
                {
                    Name = input,
                    NumPartitions = 4,
                    ReplicationFactor = 3,
                    Configs = new() { ["message.timestamp.type"] = "LogAppendTime" },
                },
            ]);
            using var producer = Some.Producer(options.BootstrapServers);
            for (var i = 0; i < 20; i++)
            {
                producer.Produce(new TopicPartition(input, i % 2), new Message<byte[], byte[]> { Key = Some.Key(i), Value = [1] });
            }

            producer.Flush(TimeSpan.FromSeconds(10));
            await admin.DeleteRecordsAsync([new TopicPartitionOffset(input, 1, 10)]);
        }

        for (var start = 0; start < 2; start++)
        {
            var ends = new ConcurrentDictionary<int, long>();
            await using var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [], context => new ProbeTask(context)
                    {
                        OnTick = () =>
                        {
                            if (context.IsAppendTime && context.AtEndOfLog(out var began))
                            {
                                ends[context.Partition] = began;
                            }

                            return false;
                        },
                    })]);
            await engine.StartAsync();
            for (var i = 0; i < 600 && ends.Count < 4; i++)
            {
                await Task.Delay(50);
            }

            Assert.Equal([0, 1, 2, 3], ends.Keys.Order());
        }
    }

    [Fact]
    public async Task Partitions_added_to_an_input_are_taken_up_with_a_changelog_of_their_own()
    {
        var (input, counts) = (Some.Name("grow-in"), Some.Name("grow-out"));
        var options = Options() with { DefaultPartitions = 2 };
        var stage = CountTask.Stage("count", input, counts) with { TakesUpPartitions = true };
        await using (var first = new StreamsEngine(options, [stage]))
        {
            await first.StartAsync();
            await first.WaitUntilReadyAsync();
        }

        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = options.BootstrapServers }).Build())
        {
            await admin.CreatePartitionsAsync([new() { Topic = input, IncreaseTo = 3 }]);
        }

        await using var again = new StreamsEngine(options, [stage]);
        await again.StartAsync();
        await again.WaitUntilReadyAsync();
        using (var producer = Some.Producer(options.BootstrapServers))
        {
            await producer.ProduceAsync(new TopicPartition(input, 2), new Message<byte[], byte[]> { Key = Some.Key(1), Value = [1] });
        }

        Assert.Equal(["key-1"], Some.ReadCounts(options.BootstrapServers, counts, 1, TimeSpan.FromSeconds(30)).Keys);
    }

    /// <summary>A producer's time says nothing of what may still come.</summary>
    [Fact]
    public async Task A_topic_of_type_create_time_has_no_time_of_its_own()
    {
        var input = Some.Name("create-in");
        var options = Options();
        var ticked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = options.BootstrapServers }).Build())
        {
            await admin.CreateTopicsAsync([
                new()
                {
                    Name = input,
                    NumPartitions = 1,
                    ReplicationFactor = 3,
                    Configs = new() { ["message.timestamp.type"] = "CreateTime" },
                },
            ]);
        }

        await using var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [], context => new ProbeTask(context)
                {
                    OnTick = () =>
                    {
                        ticked.TrySetResult(context.IsAppendTime);
                        return false;
                    },
                })]);
        await engine.StartAsync();
        Assert.False(await ticked.Task.WaitAsync(TimeSpan.FromSeconds(60)));
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

    /// <summary>One record of two hundred makes an output that the broker never takes: the starts find it, and all others go through once.</summary>
    [Fact]
    public async Task There_is_one_flush_a_commit_whatever_the_number_of_tasks()
    {
        var (input, counts) = (Some.Name("flush-in"), Some.Name("flush-out"));
        var options = Options() with { DefaultPartitions = 12 };
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        using var producer = Some.Producer(options.BootstrapServers);
        for (var i = 0; i < 2000; i++)
        {
            producer.Produce(input, new Message<byte[], byte[]> { Key = Some.Key(i), Value = [1] });
        }

        producer.Flush(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 100 && engine.Status()[0].Processed < 2000; i++)
        {
            await Task.Delay(50);
        }

        await Task.Delay(300);
        var status = engine.Status()[0];
        Assert.Equal((12, 2000), (status.Tasks, status.Processed));
        Assert.True(status.Commits > 0);
        Assert.InRange(status.Flushes - status.Commits, 0, 1);
    }

    [Fact]
    public async Task Inputs_of_different_partition_counts_have_stores_of_their_own()
    {
        string[] inputs = [Some.Name("many-a"), Some.Name("many-b"), Some.Name("many-c")];
        var counts = Some.Name("many-out");
        var options = Options() with { Topics = [new TopicSpec { Name = inputs[0], Partitions = 1 }, new TopicSpec { Name = inputs[1], Partitions = 5 }] };
        var stage = CountTask.Stage("count", inputs[0], counts, instances: 2) with { Inputs = inputs };
        for (var run = 0; run < 2; run++)
        {
            await using var engine = new StreamsEngine(options, [stage]);
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            Assert.Equal(1 + 5 + 4, engine.Status().Sum(s => s.Tasks));
            using var producer = Some.Producer(options.BootstrapServers);
            foreach (var input in inputs)
            {
                for (var i = 0; i < 100; i++)
                {
                    producer.Produce(input, new Message<byte[], byte[]> { Key = System.Text.Encoding.UTF8.GetBytes(input), Value = [1] });
                }
            }

            producer.Flush(TimeSpan.FromSeconds(10));
            for (var i = 0; i < 100 && engine.Status().Sum(s => s.Processed) < 300; i++)
            {
                await Task.Delay(50);
            }
        }

        Some.AssertExact(inputs.ToDictionary(i => i, _ => 200), Some.ReadCounts(options.BootstrapServers, counts, 600, TimeSpan.FromSeconds(15)));
    }

    private EngineOptions Options() =>
        new()
        {
            BootstrapServers = kafka.BootstrapOrSkip(),
            StateDirectory = Some.Directory(),
            ApplicationPrefix = Some.Name("real"),
            ProcessEnd = new ProcessEnd(_ => { }),
        };
}
