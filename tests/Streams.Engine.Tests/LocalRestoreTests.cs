using System.Buffers.Binary;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;

namespace Streams.Engine.Tests;

/// <summary>What a restart restores: the difference, or the whole where the local state does not fit the log.</summary>
public sealed class LocalRestoreTests(RealKafka kafka)
{
    private const int Keys = 500;

    [Fact]
    public async Task A_restart_restores_only_what_is_missing()
    {
        var (options, input, counts) = Place();
        await RunAsync(options, input, counts);
        var status = await RunAsync(options, input, counts);
        Assert.InRange(status.Sum(s => s.Restored), 0, 0);
        Some.AssertExact(Oracle(2), Some.ReadCounts(options.BootstrapServers, counts, 2 * Keys, TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task Memory_restores_everything_at_a_restart()
    {
        var (options, input, counts) = Place();
        options = options with { Store = StateStore.Memory };
        await RunAsync(options, input, counts);
        var status = await RunAsync(options, input, counts);
        Assert.Equal(Keys, status.Sum(s => s.Restored));
        Some.AssertExact(Oracle(2), Some.ReadCounts(options.BootstrapServers, counts, 2 * Keys, TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task A_local_state_before_the_begin_of_its_changelog_is_wiped_and_restored()
    {
        var (options, input, counts) = Place();
        await RunAsync(options, input, counts);
        var changelog = await TruncateAsync(options, input);
        var status = await RunAsync(options, input, counts);
        Assert.Equal(4, status.Sum(s => s.Wipes));
        Assert.Equal(4, changelog);
        Assert.Equal(4, status.Sum(s => s.Restored)); // the one record that is left of each partition
    }

    [Fact]
    public async Task A_local_state_past_the_end_of_its_changelog_is_wiped_and_restored()
    {
        var (options, input, counts) = Place();
        await RunAsync(options, input, counts);
        await RecreateAsync(options, input);
        var status = await RunAsync(options, input, counts);
        Assert.Equal(4, status.Sum(s => s.Wipes));
        var found = Some.ReadCounts(options.BootstrapServers, counts, 2 * Keys, TimeSpan.FromSeconds(15));
        Assert.All(found.Values, of => Assert.Equal([1, 1], of)); // the changelog was lost, so counting began anew
    }

    [Fact]
    public async Task A_local_state_older_than_the_tombstones_of_its_changelog_is_wiped_and_restored()
    {
        var (options, input, counts) = Place();
        await RunAsync(options with { Time = new ShiftedTime(TimeSpan.FromHours(-13)) }, input, counts);
        await WriteAsync(options, $"{options.ApplicationPrefix}-count-count-{input}-changelog", perPartition: 1);
        var status = await RunAsync(options, input, counts);
        Assert.Equal(4, status.Sum(s => s.Wipes));
        Some.AssertExact(Oracle(2), Some.ReadCounts(options.BootstrapServers, counts, 2 * Keys, TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task A_rebalance_within_a_process_restores_nothing_that_is_here()
    {
        var (options, input, counts) = Place();
        options = options with { Store = StateStore.Memory };
        await using var first = new StreamsEngine(options, [CountTask.Stage("count", input, counts)]);
        await first.StartAsync();
        await first.WaitUntilReadyAsync();
        await WriteAndWaitAsync(options, input, first);
        await using (
            var second = new StreamsEngine(
                options with
                {
                    StateDirectory = Some.Directory(),
                    InstanceName = "second",
                },
                [CountTask.Stage("count", input, counts)]
            )
        )
        {
            await second.StartAsync();
            await second.WaitUntilReadyAsync();
            await first.WaitUntilReadyAsync();
            Assert.Equal(2, second.Status()[0].Tasks);
            Assert.InRange(second.Status()[0].Restored, 1, Keys);
        }

        for (var i = 0; i < 300 && first.Status()[0].Tasks < 4; i++)
        {
            await Task.Delay(50);
        }

        await first.WaitUntilReadyAsync();
        await WriteAndWaitAsync(options, input, first);
        Assert.Equal(0, first.Status()[0].Restored);
        Some.AssertExact(Oracle(2), Some.ReadCounts(options.BootstrapServers, counts, 2 * Keys, TimeSpan.FromSeconds(15)));
    }

    private static Dictionary<string, int> Oracle(int n) => Enumerable.Range(0, Keys).ToDictionary(i => "key-" + i, _ => n);

    private static async Task<IReadOnlyList<InstanceStatus>> RunAsync(EngineOptions options, string input, string counts)
    {
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, counts)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await WriteAndWaitAsync(options, input, engine);
        var status = engine.Status();
        await engine.StopAsync();
        Assert.False(options.ProcessEnd.Ended);
        return status;
    }

    private static async Task WriteAndWaitAsync(EngineOptions options, string input, StreamsEngine engine)
    {
        var before = engine.Status().Sum(s => s.Processed);
        using var producer = Some.Producer(options.BootstrapServers);
        for (var i = 0; i < Keys; i++)
        {
            producer.Produce(input, new Message<byte[], byte[]> { Key = Some.Key(i), Value = [1] });
        }

        producer.Flush(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 200 && engine.Status().Sum(s => s.Processed) < before + Keys; i++)
        {
            await Task.Delay(50);
        }

        await Task.Delay(200); // the last commit
    }

    private static async Task WriteAsync(EngineOptions options, string topic, int perPartition)
    {
        using var producer = Some.Producer(options.BootstrapServers);
        var value = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(value, 1);
        for (var i = 0; i < 4 * perPartition; i++)
        {
            await producer.ProduceAsync(new TopicPartition(topic, i % 4), new Message<byte[], byte[]> { Key = [(byte)i], Value = value });
        }
    }

    private static async Task<int> TruncateAsync(EngineOptions options, string input)
    {
        var changelog = $"{options.ApplicationPrefix}-count-count-{input}-changelog";
        await WriteAsync(options, changelog, perPartition: 5);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = options.BootstrapServers }).Build();
        await SetPolicyAsync(admin, changelog, "compact,delete");
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = options.BootstrapServers, GroupId = "-" }).Build();
        var cuts = Enumerable
            .Range(0, 4)
            .Select(p => new TopicPartitionOffset(
                changelog,
                p,
                consumer.QueryWatermarkOffsets(new TopicPartition(changelog, p), TimeSpan.FromSeconds(5)).High.Value - 1
            ))
            .ToArray();
        await Task.Delay(500); // the broker takes the policy up
        await admin.DeleteRecordsAsync(cuts);
        await SetPolicyAsync(admin, changelog, "compact");
        return cuts.Length;
    }

    private static Task SetPolicyAsync(IAdminClient admin, string topic, string policy) =>
        admin.IncrementalAlterConfigsAsync(
            new Dictionary<ConfigResource, List<ConfigEntry>>
            {
                [new ConfigResource { Name = topic, Type = ResourceType.Topic }] =
                [
                    new ConfigEntry
                    {
                        Name = "cleanup.policy",
                        Value = policy,
                        IncrementalOperation = AlterConfigOpType.Set,
                    },
                ],
            }
        );

    private static async Task RecreateAsync(EngineOptions options, string input)
    {
        var changelog = $"{options.ApplicationPrefix}-count-count-{input}-changelog";
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = options.BootstrapServers }).Build();
        await admin.DeleteTopicsAsync([changelog]);
        for (var i = 0; i < 100 && admin.GetMetadata(TimeSpan.FromSeconds(5)).Topics.Exists(t => t.Topic == changelog); i++)
        {
            await Task.Delay(50);
        }
    }

    private (EngineOptions Options, string Input, string Counts) Place() =>
        (
            new EngineOptions
            {
                BootstrapServers = kafka.BootstrapOrSkip(),
                StateDirectory = Some.Directory(),
                ApplicationPrefix = Some.Name("local"),
                ProcessEnd = new ProcessEnd(_ => { }),
            },
            Some.Name("local-in"),
            Some.Name("local-out")
        );

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
