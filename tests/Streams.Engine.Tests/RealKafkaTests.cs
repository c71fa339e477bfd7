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
    public async Task A_topic_of_type_CreateTime_has_no_time_of_its_own()
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

    [Fact]
    public async Task An_exception_in_the_middle_of_a_record_commits_nothing_of_it()
    {
        var (input, outTopic) = (Some.Name("throw-in"), Some.Name("throw-out"));
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = Options() with
        {
            ProcessEnd = new ProcessEnd(reason => ended.TrySetResult(reason)),
            DefaultPartitions = 1,
            TransactionTimeout = TimeSpan.FromSeconds(5),
        };
        await using (var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [outTopic], context => new ProbeTask(context)
                    {
                        OnRecord = record =>
                        {
                            context.Output.Send(outTopic, record.Value, BitConverter.GetBytes(0L));
                            context.Store.Put(record.Value, [1]);
                            if (record.Value[0] == (byte)'b')
                            {
                                throw new InvalidOperationException("in the middle");
                            }
                        },
                    })]))
        {
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            using var producer = Some.Producer(options.BootstrapServers);
            await producer.ProduceAsync(input, new Message<byte[], byte[]> { Value = "a"u8.ToArray() });
            for (var i = 0; i < 100 && engine.Status()[0].Commits == 0; i++)
            {
                await Task.Delay(50);
            }

            await producer.ProduceAsync(input, new Message<byte[], byte[]> { Value = "b"u8.ToArray() });
            Assert.Contains("in the middle", await ended.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        }

        await Task.Delay(6000); // the transaction left open is given up by the broker
        var found = Some.ReadCounts(options.BootstrapServers, outTopic, 2, TimeSpan.FromSeconds(4));
        Assert.Equal(["a"], found.Keys);
        using var group = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = options.ApplicationPrefix + "-probe" }
        ).Build();
        Assert.Equal(1, group.Committed([new TopicPartition(input, 0)], TimeSpan.FromSeconds(5))[0].Offset.Value);
    }

    /// <summary>One record of two hundred makes an output that the broker never takes: the starts find it, and all others go through once.</summary>
    [Fact]
    public async Task A_record_at_which_the_commit_fails_is_found_and_set_aside()
    {
        var (input, outTopic, dead) = (Some.Name("poison-in"), Some.Name("poison-out"), Some.Name("poison-dead"));
        var basic = Options() with
        {
            DefaultPartitions = 1,
            TransactionTimeout = TimeSpan.FromSeconds(3),
            DeadLetterTopic = dead,
            Topics =
            [
                new TopicSpec
                {
                    Name = outTopic,
                    Partitions = 1,
                    Settings = new Dictionary<string, string> { ["max.message.bytes"] = "2000" },
                },
                new TopicSpec { Name = dead, Partitions = 1 },
            ],
        };
        var starts = 0;
        for (var committed = 0L; committed < 200 && starts < 10; starts++)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var options = basic with { ProcessEnd = new ProcessEnd(_ => ended.TrySetResult()) };
            await using var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [outTopic, dead], context => new ProbeTask(context)
                    {
                        OnRecord = record =>
                        {
                            var result = new byte[record.Offset == 77 ? 5000 : 8];
                            new Random(1).NextBytes(result);
                            context.Output.Send(outTopic, record.Key, record.Offset == 77 ? result : BitConverter.GetBytes(1L));
                        },
                    })]);
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            using var group = new ConsumerBuilder<byte[], byte[]>(
                new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = options.ApplicationPrefix + "-probe" }
            ).Build();
            if (starts == 0)
            {
                using var producer = Some.Producer(options.BootstrapServers);
                for (var i = 0; i < 200; i++)
                {
                    producer.Produce(input, new Message<byte[], byte[]> { Key = Some.Key(i), Value = [1] });
                }

                producer.Flush(TimeSpan.FromSeconds(10));
            }

            for (var i = 0; i < 600 && !ended.Task.IsCompleted && committed < 200; i++)
            {
                await Task.Delay(50);
                committed = group.Committed([new TopicPartition(input, 0)], TimeSpan.FromSeconds(5))[0].Offset.Value;
            }
        }

        output.WriteLine($"{starts} starts");
        var found = Some.ReadCounts(basic.BootstrapServers, outTopic, 199, TimeSpan.FromSeconds(20));
        Assert.Equal(199, found.Count);
        Assert.DoesNotContain("key-77", found.Keys);
        Assert.All(found.Values, counts => Assert.Single(counts));
        using var letters = new Connectors.Kafka.Reading.TopicReader(
            new()
            {
                BootstrapServers = basic.BootstrapServers,
                Topics = [dead],
                GroupId = Some.Name("r"),
                From = Connectors.Kafka.Reading.ReadFrom.Beginning,
            }
        );
        var letter = Assert.Single(await letters.ReadToEndAsync().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Some.Key(77), letter.Key);
    }

    [Fact]
    public async Task A_record_that_the_broker_refuses_for_its_size_ends_the_process_and_nothing_is_committed()
    {
        var (input, outTopic) = (Some.Name("size-in"), Some.Name("size-out"));
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = Options() with
        {
            DefaultPartitions = 1,
            TransactionTimeout = TimeSpan.FromSeconds(3),
            Topics =
            [
                new TopicSpec
                {
                    Name = outTopic,
                    Partitions = 1,
                    Settings = new Dictionary<string, string> { ["max.message.bytes"] = "2000" },
                },
            ],
            ProcessEnd = new ProcessEnd(reason => ended.TrySetResult(reason)),
        };
        await using (var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [outTopic], context => new ProbeTask(context)
                    {
                        OnRecord = record =>
                        {
                            var large = new byte[5000];
                            new Random(1).NextBytes(large); // it is the compressed size that counts
                            context.Output.Send(outTopic, "small"u8.ToArray(), new byte[8]);
                            context.Output.Send(outTopic, "large"u8.ToArray(), large);
                        },
                    })]))
        {
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            using var producer = Some.Producer(options.BootstrapServers);
            await producer.ProduceAsync(input, new Message<byte[], byte[]> { Value = [1] });
            var reason = await ended.Task.WaitAsync(TimeSpan.FromSeconds(15));
            Assert.Contains(outTopic, reason);
            Assert.Contains("MsgSizeTooLarge", reason);
        }

        using var group = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = options.ApplicationPrefix + "-probe" }
        ).Build();
        Assert.Equal(Offset.Unset, group.Committed([new TopicPartition(input, 0)], TimeSpan.FromSeconds(5))[0].Offset);
        Assert.Empty(Some.ReadCounts(options.BootstrapServers, outTopic, 1, TimeSpan.FromSeconds(5)));
    }

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
