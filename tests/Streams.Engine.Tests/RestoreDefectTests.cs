using System.Diagnostics;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

/// <summary>Each defect of Streamiz in what is restored and kept, and its mend.</summary>
public sealed class RestoreDefectTests(RealKafka kafka) : DefectStand(kafka)
{
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
    public async Task Defect_3_what_an_aborted_transaction_wrote_stays_in_the_local_state(bool mended)
    {
        var load = await FaultLoad.CreateAsync(Kafka.BootstrapOrSkip(), "aborted");
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
        var load = await FaultLoad.CreateAsync(Kafka.BootstrapOrSkip(), "identity");
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
}
