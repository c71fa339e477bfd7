using System.Diagnostics;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

/// <summary>Each defect of Streamiz that a mend is for: driven with that one mend off, where it shows, and with it on, where it does not (docs/streamiz.md).</summary>
public sealed class DefectTests(RealKafka kafka)
{
    private const int Killed = 137;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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
    public async Task N9_a_restore_ends_before_the_predecessors_open_transaction_and_misses_its_state(bool mended)
    {
        var (options, input, counts) = Place(mended, Mends.HighWatermark);
        var changelog = $"{options.ApplicationPrefix}-probe-probe-{input}-changelog";
        await CreateAsync(options, TopicSpec.Changelog(changelog, 1));
        using var owner = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = options.BootstrapServers, TransactionalId = Some.Name("owner") }
        ).Build();
        owner.InitTransactions(Patience);
        owner.BeginTransaction();
        owner.Produce(changelog, new Message<byte[], byte[]> { Key = [1], Value = [42] });
        owner.Flush(Patience);

        var seen = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = new StreamsEngine(
            options,
            [ProbeTask.Stage(input, [counts], context => new ProbeTask(context) { OnRestored = () => seen.TrySetResult(context.Store.Get([1])) })]
        );
        await engine.StartAsync();
        var early = await Task.WhenAny(seen.Task, Task.Delay(6000)) == seen.Task;
        owner.CommitTransaction();
        Assert.Equal(!mended, early);
        Assert.Equal(mended ? [42] : null, await seen.Task.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N18_a_timer_runs_while_its_state_is_being_restored(bool mended)
    {
        var (options, input, counts) = Place(mended, Mends.TimersAfterRestore);
        var restoring = new ManualResetEventSlim();
        var ticked = false;
        options = options with
        {
            // Streamiz runs timers between two polls of the restore, so the restore must take several.
            Reached = point =>
            {
                if (point == EnginePoint.Restoring)
                {
                    restoring.Set();
                }
            },
        };
        var changelog = $"{options.ApplicationPrefix}-probe-probe-{input}-changelog";
        await CreateAsync(options, TopicSpec.Changelog(changelog, 1));
        await WriteAsync(options, changelog, 200_000);
        StageTaskContext? place = null;
        await using var engine = new StreamsEngine(
            options,
            [
                ProbeTask.Stage(
                    input,
                    [counts],
                    context => new ProbeTask(place = context)
                    {
                        OnTick = () =>
                        {
                            ticked |= restoring.IsSet && place!.Store.Scan(default).Count() < 200_000;
                            return false;
                        },
                    },
                    tickMs: 10
                ),
            ]
        );
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync().WaitAsync(Patience);
        Assert.Equal(!mended, ticked);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Defect_3_what_an_aborted_transaction_wrote_stays_in_the_local_state(bool mended)
    {
        var load = await FaultLoad.CreateAsync(kafka.BootstrapOrSkip(), "aborted");
        var state = Some.Directory();
        load.Send(1000);
        using (var child = Child(load, state, mended, Mends.WriteAfterCommit, new() { ["FAULT"] = "OffsetsSent@1:kill" }))
        {
            Assert.Equal(Killed, await child.ExitAsync());
        }

        using var again = Child(load, state, mended, Mends.WriteAfterCommit, []);
        if (mended)
        {
            load.AssertCountsExact(Patience);
            return;
        }

        var found = load.ReadCounts(Patience);
        Assert.Contains(found.Values, counts => counts[0] != 1); // begins with what was never committed
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Defect_11_local_state_that_lies_outside_its_changelog_is_taken_for_restored(bool mended)
    {
        var (options, input, counts) = Place(mended, Mends.WipeOutsideLog);
        await CountAsync(options, input, counts);
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = options.BootstrapServers }).Build())
        {
            var changelog = $"{options.ApplicationPrefix}-count-count-{input}-changelog";
            await admin.DeleteTopicsAsync([changelog]);
            await UntilAsync(() => !admin.GetMetadata(Patience).Topics.Exists(t => t.Topic == changelog));
        }

        await CountAsync(options, input, counts);
        var found = Some.ReadCounts(options.BootstrapServers, counts, 200, TimeSpan.FromSeconds(15));
        Assert.Equal(mended ? [1, 1] : new long[] { 1, 2 }, found["key-1"]); // 2: state that the changelog does not have
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N13_a_new_transactional_id_leaves_readers_waiting_for_the_dead_transaction(bool mended)
    {
        var load = await FaultLoad.CreateAsync(kafka.BootstrapOrSkip(), "identity");
        var state = Some.Directory();
        load.Send(500);
        Dictionary<string, string> slow = new() { ["TRANSACTION"] = "30000" };
        using (var child = Child(load, state, mended, Mends.StableIdentity, new(slow) { ["FAULT"] = "OffsetsSent@1:kill" }))
        {
            Assert.Equal(Killed, await child.ExitAsync());
        }

        // Plain Streamiz keeps a random name in a file of its state directory; a pod's is gone with the pod.
        Directory.Delete(Path.Combine(state, "streamiz"), recursive: true);
        var clock = Stopwatch.StartNew();
        using var again = Child(load, state, mended, Mends.StableIdentity, slow);
        load.AssertCountsExact(TimeSpan.FromSeconds(60));
        Assert.True(
            mended ? clock.Elapsed < TimeSpan.FromSeconds(24) : clock.Elapsed > TimeSpan.FromSeconds(24),
            $"readers waited {clock.Elapsed.TotalSeconds:F1} s"
        );
    }

    private static ChildEngine Child(FaultLoad load, string state, bool mended, Mends mend, Dictionary<string, string> environment)
    {
        environment = new(environment) { ["STORE"] = "RocksDb" };
        if (!mended)
        {
            environment["WITHOUT"] = mend.ToString();
        }

        return new ChildEngine(environment, load.Bootstrap, state, load.Prefix, load.Input, load.Output);
    }

    private static async Task CountAsync(EngineOptions options, string input, string counts)
    {
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await WriteAsync(options, input, 100);
        await UntilAsync(() => engine.Status().Sum(s => s.Processed) == 100);
        await Task.Delay(300);
    }

    private static async Task CreateAsync(EngineOptions options, TopicSpec topic)
    {
        using var admin = new TopicAdmin(options);
        await admin.CreateMissingAsync([topic]);
    }

    private static Task WriteAsync(EngineOptions options, string topic, int records)
    {
        using var producer = Some.Producer(options.BootstrapServers);
        for (var i = 0; i < records; i++)
        {
            producer.Produce(topic, new Message<byte[], byte[]> { Key = Some.Key(i), Value = new byte[8] });
        }

        producer.Flush(Patience);
        return Task.CompletedTask;
    }

    private static long Committed(EngineOptions options, string stage, string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = $"{options.ApplicationPrefix}-{stage}" }
        ).Build();
        return consumer.Committed([new TopicPartition(topic, 0)], Patience)[0].Offset.Value;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 600 && !holds(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds());
    }

    private (EngineOptions Options, string Input, string Counts) Place(bool mended, Mends mend) =>
        (
            new EngineOptions
            {
                BootstrapServers = kafka.BootstrapOrSkip(),
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
