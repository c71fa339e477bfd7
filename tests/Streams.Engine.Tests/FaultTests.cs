using System.Diagnostics;
using Streams.Engine.Hosting;

namespace Streams.Engine.Tests;

/// <summary>A count by key, a windowed count and an interval join in one process, killed at random and at placed points: the committed output is as if nothing had happened.</summary>
public sealed class FaultTests(RealKafka kafka, ITestOutputHelper output)
{
    private const int Killed = 137;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly bool Long = Environment.GetEnvironmentVariable("STREAMS_LONG") is { Length: > 0 };

    [Theory]
    [InlineData(StateStore.Memory)]
    [InlineData(StateStore.RocksDb)]
    public async Task Killed_at_random_moments_two_processes_lose_and_double_nothing(StateStore store)
    {
        const int perSecond = 1500;
        var load = await FaultLoad.CreateAsync(kafka.BootstrapOrSkip(), "random");
        string[] states = [Some.Directory(), Some.Directory()];
        var rounds = Long ? 200 : 8;
        var sending = Task.Run(() => load.Send(rounds * perSecond * 2, perSecond));
        var chance = new Random(int.Parse(Environment.GetEnvironmentVariable("STREAMS_SEED") ?? "20261124"));
        var children = states.Select(s => Start(load, s, store)).ToArray();
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                // One in four dies before it is ready, so also while it restores.
                if (round % 4 != 3)
                {
                    await ReadyAsync(children[round % 2]);
                }

                await Task.Delay(chance.Next(100, 1500));
                children[round % 2].Kill();
                Assert.DoesNotContain("ending the process", children[round % 2].Errors);
                children[round % 2].Dispose();
                children[round % 2] = Start(load, states[round % 2], store);
            }

            await sending;
            load.Close();
            load.AssertExact(Patience);
        }
        finally
        {
            Array.ForEach(children, c => c.Dispose());
        }
    }

    [Theory]
    [InlineData(StateStore.Memory)]
    [InlineData(StateStore.RocksDb)]
    public async Task Killed_at_each_point_between_produce_and_local_write_nothing_is_lost_or_doubled(StateStore store)
    {
        var load = await FaultLoad.CreateAsync(kafka.BootstrapOrSkip(), "placed");
        var state = Some.Directory();

        // The restore comes right after the kill between commit and local write, so there is a difference to restore.
        foreach (var point in new[] { EnginePoint.Delivered, EnginePoint.OffsetsSent, EnginePoint.TimerSent, EnginePoint.Committed, EnginePoint.Restoring })
        {
            load.Send(1500);
            using var child = Start(load, state, store, new() { ["FAULT"] = $"{point}@{(point == EnginePoint.Restoring ? 1 : 3)}:kill" });
            for (var i = 0; i < 40 && !child.HasExited; i++)
            {
                await Task.Delay(250);
                if (point != EnginePoint.Restoring)
                {
                    load.Send(100);
                }
            }

            Assert.Equal(Killed, await child.ExitAsync());
            Assert.DoesNotContain("ending the process", child.Errors);
        }

        using var last = Start(load, state, store);
        load.Close();
        load.AssertExact(Patience);
        Assert.Equal(0, await last.TerminateAsync());
    }

    [Fact]
    public async Task A_taken_over_partition_whose_owner_left_a_transaction_open_goes_on_exactly()
    {
        var load = await FaultLoad.CreateAsync(kafka.BootstrapOrSkip(), "takeover");
        var quick = new Dictionary<string, string> { ["SESSION"] = "6000", ["TRANSACTION"] = "3000" };
        using var other = Start(load, Some.Directory(), StateStore.RocksDb, quick);
        await ReadyAsync(other);
        using var owner = Start(load, Some.Directory(), StateStore.RocksDb, new(quick) { ["FAULT"] = "OffsetsSent@2:kill" });
        for (var i = 0; i < 100 && !owner.HasExited; i++)
        {
            load.Send(200);
            await Task.Delay(100);
        }

        Assert.Equal(Killed, await owner.ExitAsync());
        load.Close();
        load.AssertExact(Patience);
        Assert.False(other.HasExited, other.Errors);
    }

    [Fact]
    public async Task A_rebalance_while_restoring_loses_and_doubles_nothing()
    {
        var load = await FaultLoad.CreateAsync(kafka.BootstrapOrSkip(), "rebalance");
        string[] states = [Some.Directory(), Some.Directory()];
        load.Send(5000);
        using (var first = Start(load, states[0], StateStore.Memory))
        {
            await ReadyAsync(first);
            await Task.Delay(1500);
            first.Kill();
        }

        load.Send(2000);
        using var restoring = Start(load, states[0], StateStore.Memory, new() { ["FAULT"] = "Restoring@20:sleep" });
        await Task.Delay(1500);
        using var joining = Start(load, states[1], StateStore.Memory);
        await ReadyAsync(joining);
        load.Send(2000);
        load.Close();
        load.AssertExact(Patience);
    }

    /// <summary>The file system is smaller than the log that RocksDB sets room aside for (16 MiB): a log that has its room goes on in it for minutes after the disk is full.</summary>
    [Fact]
    public async Task A_full_disk_under_the_state_ends_the_process_to_be_started_again_and_nothing_is_lost()
    {
        var load = await FaultLoad.CreateAsync(kafka.BootstrapOrSkip(), "full");
        var state = Some.Directory();
        if (!Mount("-t", "tmpfs", "-o", "size=8m", "tmpfs", state))
        {
            Assert.Skip("a file system of our own cannot be mounted here (it needs root)");
        }

        try
        {
            load.Send(500);
            using (var child = Start(load, state, StateStore.RocksDb))
            {
                await ReadyAsync(child);
                Fill(Path.Combine(state, "filler"));
                for (var i = 0; i < 600 && !child.HasExited; i++)
                {
                    load.Send(300);
                    await Task.Delay(100);
                }

                Assert.True(child.HasExited, "the disk was full, and the process went on");
                Assert.Equal(10, await child.ExitAsync());
                Assert.Contains("No space left", Assert.Single(child.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
            }

            File.Delete(Path.Combine(state, "filler"));
            using var again = Start(load, state, StateStore.RocksDb);
            load.Close();
            load.AssertExact(Patience);
            await again.TerminateAsync();
        }
        finally
        {
            using var unmount = Process.Start("umount", [state]);
            unmount.WaitForExit();
        }
    }

    private static ChildEngine Start(FaultLoad load, string state, StateStore store, Dictionary<string, string>? environment = null)
    {
        var all = new Dictionary<string, string>(environment ?? []) { ["STORE"] = store.ToString(), ["STAGES"] = "count,window,join" };
        return new ChildEngine(all, load.Bootstrap, state, load.Prefix, load.Input, load.Output);
    }

    private static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    private static bool Mount(params string[] arguments)
    {
        using var mount = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true })!;
        mount.WaitForExit();
        return mount.ExitCode == 0;
    }

    private async Task ReadyAsync(ChildEngine child)
    {
        var clock = Stopwatch.StartNew();
        Assert.True(await Task.WhenAny(child.Ready, Task.Delay(Patience)) == child.Ready, "not ready: " + child.Errors);
        output.WriteLine($"ready after {clock.ElapsedMilliseconds} ms");
    }
}
