using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

public sealed class ExactlyOnceTests(RealKafka kafka, ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_is_lost_or_doubled_over_four_kills_under_load()
    {
        var bootstrap = kafka.BootstrapOrSkip();
        var (input, counts, prefix, state) = (Some.Name("kill-in"), Some.Name("kill-out"), Some.Name("kill"), Some.Directory());
        await CreateAsync(bootstrap, input, counts);
        var oracle = new Dictionary<string, int>();
        var kills = int.Parse(Environment.GetEnvironmentVariable("STREAMS_KILLS") ?? "4"); // more, by hand
        var chance = new Random(int.Parse(Environment.GetEnvironmentVariable("STREAMS_SEED") ?? "20261124"));
        var records = 15_000 * kills;
        var load = Task.Run(() => Load(bootstrap, input, records, 4000, oracle));
        for (var kill = 0; kill < kills; kill++)
        {
            using var child = new ChildEngine(bootstrap, state, prefix, input, counts);
            var clock = Stopwatch.StartNew();
            Assert.True(await Task.WhenAny(child.Ready, Task.Delay(30_000)) == child.Ready, "not ready: " + child.Errors);
            output.WriteLine($"ready after {clock.ElapsedMilliseconds} ms");
            await Task.Delay(chance.Next(500, 3500));
            Assert.False(child.HasExited, child.Errors);
            child.Kill();
        }

        await load;
        using (var last = new ChildEngine(bootstrap, state, prefix, input, counts))
        {
            await last.Ready.WaitAsync(TimeSpan.FromSeconds(30));
            var found = Some.ReadCounts(bootstrap, counts, records, TimeSpan.FromSeconds(60));
            Assert.Equal(0, await last.TerminateAsync());
            Some.AssertExact(oracle, found);
        }
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_one_of_two_processes_is_killed_or_stopped_for_too_long()
    {
        var bootstrap = kafka.BootstrapOrSkip();
        var (input, counts, prefix) = (Some.Name("two-in"), Some.Name("two-out"), Some.Name("two"));
        string[] states = [Some.Directory(), Some.Directory()];
        await CreateAsync(bootstrap, input, counts);
        var oracle = new Dictionary<string, int>();
        var load = Task.Run(() => Load(bootstrap, input, 60_000, 1500, oracle));
        var children = states.Select(Start).ToArray();
        try
        {
            await Task.WhenAll(children.Select(c => c.Ready)).WaitAsync(TimeSpan.FromSeconds(40));
            var chance = new Random(7);
            for (var kill = 0; kill < 3; kill++)
            {
                await Task.Delay(chance.Next(1000, 3000));
                children[kill % 2].Kill();
                children[kill % 2].Dispose();
                children[kill % 2] = Start(states[kill % 2]);
                await children[kill % 2].Ready.WaitAsync(TimeSpan.FromSeconds(40));
            }

            // A zombie: past its session time-out, then awake again with an old assignment.
            children[0].Signal("STOP");
            await Task.Delay(14_000);
            children[0].Signal("CONT");
            await load;
            await Task.Delay(1000);
            for (var i = 0; i < 2; i++)
            {
                if (children[i].HasExited)
                {
                    Assert.Equal(10, await children[i].ExitAsync());
                    output.WriteLine($"{i} ended by itself: {children[i].Errors.Trim()}");
                    children[i].Dispose();
                    children[i] = Start(states[i]); // the supervisor
                }
            }

            Some.AssertExact(oracle, Some.ReadCounts(bootstrap, counts, 60_000, TimeSpan.FromSeconds(60)));
        }
        finally
        {
            foreach (var child in children)
            {
                child.Dispose();
            }
        }

        ChildEngine Start(string state) => new(bootstrap, state, prefix, input, counts);
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_a_broker_is_killed_and_when_all_are_paused()
    {
        using var own = RealKafka.OwnOrSkip();
        var bootstrap = own.BootstrapOrSkip();
        var (input, counts, prefix, state) = (Some.Name("broker-in"), Some.Name("broker-out"), Some.Name("broker"), Some.Directory());
        await CreateAsync(bootstrap, input, counts);
        var oracle = new Dictionary<string, int>();
        using var stop = new CancellationTokenSource();
        var supervisor = Task.Run(async () =>
        {
            var starts = 0;
            while (!stop.IsCancellationRequested)
            {
                using var child = new ChildEngine(bootstrap, state, prefix, input, counts);
                starts++;
                while (!child.HasExited && !stop.IsCancellationRequested)
                {
                    await Task.Delay(50);
                }

                output.WriteLine(child.HasExited ? "ended: " + child.Errors.Trim() : "running to the end");
            }

            return starts;
        });
        var load = Task.Run(() => Load(bootstrap, input, 40_000, 2000, oracle));
        for (var kill = 0; kill < 2; kill++)
        {
            await Task.Delay(6000);
            await own.KillAndStartAsync(TimeSpan.FromSeconds(1));
        }

        await load;
        var ahead = Task.Run(() => Load(bootstrap, input, 20_000, 2000, oracle, start: 40_000));
        await Task.Delay(2000);
        await own.PauseAllAsync(TimeSpan.FromSeconds(20));
        output.WriteLine($"first record {FirstRecordAfter(bootstrap, counts)} ms after the brokers' return");
        await ahead;
        var found = Some.ReadCounts(bootstrap, counts, 60_000, TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        output.WriteLine($"{await supervisor} starts");
        Some.AssertExact(oracle, found);
    }

    /// <summary>How long from now until a new record is visible to a reader that reads committed ones only: 1.2 s where nothing else runs, and written down, not held to a limit that a busy machine breaks.</summary>
    private static long FirstRecordAfter(string bootstrap, string topic)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig
            {
                BootstrapServers = bootstrap,
                GroupId = Some.Name("after"),
                IsolationLevel = IsolationLevel.ReadCommitted,
                FetchWaitMaxMs = 10,
            }
        ).Build();
        var clock = Stopwatch.StartNew();
        var ends = Enumerable
            .Range(0, 4)
            .Select(p => new TopicPartition(topic, p))
            .Select(p => new TopicPartitionOffset(p, consumer.QueryWatermarkOffsets(p, TimeSpan.FromSeconds(10)).High))
            .ToArray();
        consumer.Assign(ends);
        while (consumer.Consume(TimeSpan.FromMilliseconds(100)) is null)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "no record within a minute of the brokers' return");
        }

        return clock.ElapsedMilliseconds;
    }

    private static void Load(string bootstrap, string topic, int records, int perSecond, Dictionary<string, int> oracle, int start = 0)
    {
        using var producer = Some.Producer(bootstrap);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < records; i++)
        {
            var key = (start + i) * 7919 % 1009;
            oracle["key-" + key] = oracle.GetValueOrDefault("key-" + key) + 1;
            producer.Produce(topic, new Message<byte[], byte[]> { Key = Some.Key(key), Value = new byte[100] });
            var ahead = (i * 1000.0 / perSecond) - clock.ElapsedMilliseconds;
            if (ahead > 20)
            {
                Thread.Sleep((int)ahead);
            }
        }

        producer.Flush(TimeSpan.FromSeconds(30));
    }

    private static async Task CreateAsync(string bootstrap, params string[] topics)
    {
        using var admin = new TopicAdmin(new EngineOptions { BootstrapServers = bootstrap, StateDirectory = "-" });
        await admin.CreateMissingAsync(topics.Select(t => new TopicSpec { Name = t, Partitions = 4 }));
    }
}
