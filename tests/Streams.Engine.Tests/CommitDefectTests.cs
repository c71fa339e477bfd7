using System.Diagnostics;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

/// <summary>Each defect of Streamiz in what is committed and when, and its mend.</summary>
public sealed class CommitDefectTests(RealKafka kafka) : DefectStand(kafka)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N8_a_keyless_record_is_dropped_and_its_offset_committed(bool mended)
    {
        var (options, input, counts) = Place(mended, Mends.KeylessRecords);
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        using var producer = Some.Producer(options.BootstrapServers);
        for (var i = 0; i < 10; i++)
        {
            await producer.ProduceAsync(new TopicPartition(input, 0), new Message<byte[], byte[]> { Value = [1] });
        }

        await UntilAsync(() => Committed(options, "count", input) == 10);
        Assert.Equal(mended ? 10 : 0, Some.ReadCounts(options.BootstrapServers, counts, 10, TimeSpan.FromSeconds(5)).Values.Sum(c => c.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N19_every_task_flushes_the_producer_at_every_commit(bool mended)
    {
        var (options, input, counts) = Place(mended, Mends.OneFlush);
        await CreateAsync(options, new TopicSpec { Name = input, Partitions = 8 });
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await WriteAsync(options, input, 4000);
        await UntilAsync(() => engine.Status()[0].Processed == 4000);
        await Task.Delay(300);
        var status = engine.Status()[0];
        var perCommit = (double)status.Flushes / status.Commits;
        Assert.True(mended ? perCommit <= 1.5 : perCommit >= 2, $"{status.Flushes} flushes for {status.Commits} commits");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N2_a_failed_delivery_is_forgotten_and_the_offset_committed(bool mended)
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", 1);
        broker.CreateTopic("out", 1);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gate = new SemaphoreSlim(0);
        var options = new EngineOptions
        {
            BootstrapServers = broker.BootstrapServers,
            StateDirectory = Some.Directory(),
            ExactlyOnce = false,
            Embedded = true,
            CreateEmbeddedTopic = broker.CreateTopic,
            DefaultPartitions = 1,
            Without = mended ? Mends.None : Mends.Poison,
            ProcessEnd = new ProcessEnd(r => ended.TrySetResult(r)),
        };
        await using var engine = new StreamsEngine(options, [ProbeTask.Stage("in", ["out"], context => new ProbeTask(context)
                {
                    OnRecord = record =>
                    {
                        gate.Wait();
                        context.Output.Send("out", record.Key, record.Value);
                    },
                })]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        using (var producer = Some.Producer(broker.BootstrapServers))
        {
            await producer.ProduceAsync("in", new Message<byte[], byte[]> { Value = [1] });
        }

        await Task.Delay(500);
        broker.FailNext(0, ErrorCode.TopicAuthorizationFailed); // the next produce request is the output's
        gate.Release();
        if (mended)
        {
            Assert.Contains("could not be delivered", await ended.Task.WaitAsync(Patience));
            Assert.True(Committed(options, "probe", "in") <= 0);
        }
        else
        {
            await UntilAsync(() => Committed(options, "probe", "in") == 1);
            using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "c" }).Build();
            Assert.Equal(0, consumer.QueryWatermarkOffsets(new TopicPartition("out", 0), Patience).High.Value);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N3_an_exception_in_the_middle_of_a_record_commits_its_first_half(bool mended)
    {
        var (options, input, counts) = Place(mended, Mends.EndOnException);
        options = options with { TransactionTimeout = TimeSpan.FromSeconds(3) };
        await using (var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [counts], context => new ProbeTask(context)
                    {
                        OnRecord = record =>
                        {
                            context.Output.Send(counts, record.Value, BitConverter.GetBytes(0L));
                            if (record.Value[0] == (byte)'b')
                            {
                                throw new InvalidOperationException("in the middle");
                            }
                        },
                    }) with { CommitInterval = TimeSpan.FromSeconds(5) }]))
        {
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            using var producer = Some.Producer(options.BootstrapServers);
            producer.Produce(input, new Message<byte[], byte[]> { Value = "a"u8.ToArray() });
            producer.Flush(Patience);
            await UntilAsync(() => engine.Status()[0].Processed == 1);
            producer.Produce(input, new Message<byte[], byte[]> { Value = "b"u8.ToArray() });
            producer.Flush(Patience);
            await UntilAsync(() => options.ProcessEnd.Ended);
        }

        var found = Some.ReadCounts(options.BootstrapServers, counts, 2, TimeSpan.FromSeconds(7));
        Assert.Equal(mended ? [] : ["a", "b"], found.Keys.Order());
        Assert.Equal(mended ? Offset.Unset.Value : 1, Committed(options, "probe", input)); // so b comes again, and is doubled
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N1_a_revoke_whose_commit_fails_leaves_the_thread_asleep_for_ever(bool mended)
    {
        var (options, input, counts) = Place(mended, Mends.RevokeNeverThrows);
        await CreateAsync(options, new TopicSpec { Name = input, Partitions = 2 });
        var fail = false;
        options = options with
        {
            ExactlyOnce = false,
            Reached = point =>
            {
                if (fail && point == EnginePoint.Delivered)
                {
                    throw new KafkaException(ErrorCode.IllegalGeneration);
                }
            },
        };
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts) with { CommitInterval = TimeSpan.FromMinutes(5) }]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await WriteAsync(options, input, 100);
        await UntilAsync(() => engine.Status()[0].Processed == 100);
        fail = true;
        var second = new StreamsEngine(
            options with
            {
                Reached = null,
                Without = Mends.None,
                InstanceName = "second",
                StateDirectory = Some.Directory(),
            },
            [CountTask.Stage("count", input, counts)]
        );
        await second.StartAsync();
        await Task.Delay(5000);
        Assert.Equal(mended, options.ProcessEnd.Ended);
        if (!mended)
        {
            Assert.True(engine.Status()[0].SinceLastPoll > TimeSpan.FromSeconds(2), $"it polls: {engine.Status()[0]}");
        }

        fail = false;
        await second.StopAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Defect_6_lost_partitions_are_taken_for_revoked_ones_and_the_commit_for_them_hangs_the_thread(bool mended)
    {
        // N1's mend is off in both cases: it would catch what comes of this one.
        var (options, input, counts) = Place(mended, Mends.LostPartitions);
        var said = "";
        options = options with { ExactlyOnce = false, Without = options.Without | Mends.RevokeNeverThrows, ProcessEnd = new ProcessEnd(r => said = r) };
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts, commit: TimeSpan.FromMinutes(5))]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await WriteAsync(options, input, 100);
        await UntilAsync(() => engine.Status()[0].Processed == 100);
        await GroupMember.RemoveAsync(options.BootstrapServers, options.ApplicationPrefix + "-count", engine.Status()[0].Member);
        await UntilAsync(() => options.ProcessEnd.Ended || engine.Status()[0].SinceLastPoll > TimeSpan.FromSeconds(8));
        Assert.Equal(mended, options.ProcessEnd.Ended);
        Assert.Equal(mended, said.Contains("1 partitions were lost", StringComparison.Ordinal));
    }
}
