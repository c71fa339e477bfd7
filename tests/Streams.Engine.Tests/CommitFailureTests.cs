using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;

namespace Streams.Engine.Tests;

/// <summary>What cannot be committed leaves nothing half done and does not stop the rest, on a real Kafka.</summary>
public sealed class CommitFailureTests(RealKafka kafka, ITestOutputHelper output)
{
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

    private EngineOptions Options() =>
        new()
        {
            BootstrapServers = kafka.BootstrapOrSkip(),
            StateDirectory = Some.Directory(),
            ApplicationPrefix = Some.Name("real"),
            ProcessEnd = new ProcessEnd(_ => { }),
        };
}
