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
        var load = Task.Run(() => Load(bootstrap, input, 60_000, 3000, oracle));
        var chance = new Random(20261124);
        for (var kill = 0; kill < 4; kill++)
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
            var found = Some.ReadCounts(bootstrap, counts, 60_000, TimeSpan.FromSeconds(60));
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

    private static void Load(string bootstrap, string topic, int records, int perSecond, Dictionary<string, int> oracle)
    {
        using var producer = Some.Producer(bootstrap);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < records; i++)
        {
            var key = i * 7919 % 1009;
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
