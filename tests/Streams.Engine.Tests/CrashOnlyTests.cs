using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;
using Streams.Engine.State;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

public sealed class CrashOnlyTests(RealKafka kafka)
{
    [Fact]
    public async Task A_record_that_ends_the_process_three_times_goes_to_the_dead_letters_and_the_rest_goes_on()
    {
        var (input, outTopic, dead) = (Some.Name("poison-in"), Some.Name("poison-out"), Some.Name("poison-dlq"));
        var options = Options() with { DefaultPartitions = 1, DeadLetterTopic = dead, TransactionTimeout = TimeSpan.FromSeconds(3) };
        using (var producer = Some.Producer(options.BootstrapServers))
        {
            await CreateAsync(options, input);
            foreach (var value in new[] { "a", "poison", "b" })
            {
                await producer.ProduceAsync(input, new Message<byte[], byte[]> { Key = [1], Value = System.Text.Encoding.UTF8.GetBytes(value) });
            }
        }

        for (var start = 1; start <= 3; start++)
        {
            var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var engine = new StreamsEngine(
                options with
                {
                    ProcessEnd = new ProcessEnd(r => ended.TrySetResult(r)),
                },
                [Stage(input, outTopic, dead)]
            );
            await engine.StartAsync();
            Assert.Contains("cannot be written", await ended.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        await using var last = new StreamsEngine(options, [Stage(input, outTopic, dead)]);
        await last.StartAsync();
        Assert.Equal(["a", "b"], Some.ReadCounts(options.BootstrapServers, outTopic, 2, TimeSpan.FromSeconds(20)).Keys.Order());
        using var reader = new Connectors.Kafka.Reading.TopicReader(
            new()
            {
                BootstrapServers = options.BootstrapServers,
                Topics = [dead],
                GroupId = Some.Name("r"),
            }
        );
        var letter = Assert.Single(reader.ReadBatch(TimeSpan.FromSeconds(10)));
        Assert.Equal("poison"u8.ToArray(), letter.Value);
        Assert.False(options.ProcessEnd.Ended);
    }

    [Fact]
    public void Ends_are_kept_by_record_and_forgotten_with_the_next()
    {
        var directory = Some.Directory();
        var ends = new RecordEnds(directory);
        ends.Note("t", 1, 5);
        ends.Note("t", 1, 5);
        ends.Note("t", 2, 7);
        Assert.Equal((2, 0, 1), (ends.Of("t", 1, 5), ends.Of("t", 1, 6), ends.Of("t", 2, 7)));
        var again = new RecordEnds(directory);
        again.Note("t", 1, 5);
        Assert.Equal(3, again.Of("t", 1, 5));
        again.Note("t", 1, 9);
        Assert.Equal((0, 1), (again.Of("t", 1, 5), new RecordEnds(directory).Of("t", 1, 9)));
    }

    [Fact]
    public void The_longest_poll_follows_the_measured_restore()
    {
        var estimate = new RestoreEstimate(Some.Directory());
        Assert.Equal(TimeSpan.FromMinutes(5), estimate.For(1_000_000));
        Assert.Equal(TimeSpan.FromMinutes(25), estimate.For(10_000_000));
        estimate.Measured(200_000, TimeSpan.FromSeconds(1));
        estimate.Measured(100, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromMinutes(5), estimate.For(10_000_000));
        Assert.Equal(TimeSpan.FromMinutes(25), estimate.For(100_000_000));
    }

    [Fact]
    public async Task Topics_that_break_a_promise_are_refused_at_the_start_each_with_its_mend()
    {
        var (input, outTopic) = (Some.Name("check-in"), Some.Name("check-out"));
        var options = Options();
        var changelog = $"{options.ApplicationPrefix}-probe-probe-{input}-changelog";
        using (var admin = new TopicAdmin(options))
        {
            await admin.CreateMissingAsync([
                new TopicSpec
                {
                    Name = input,
                    Partitions = 4,
                    LogAppendTime = false,
                },
                new TopicSpec
                {
                    Name = outTopic,
                    Partitions = 1,
                    LogAppendTime = false,
                    Settings = new Dictionary<string, string> { ["min.insync.replicas"] = "4" },
                },
                new TopicSpec
                {
                    Name = changelog,
                    Partitions = 3,
                    CleanupPolicy = "compact,delete",
                },
            ]);
        }

        await using var engine = new StreamsEngine(options, [ProbeTask.Stage(input, [outTopic], context => new ProbeTask(context))]);
        var refused = await Assert.ThrowsAsync<StartCheckException>(() => engine.StartAsync());
        Assert.Equal(4, refused.Errors.Count);
        Assert.Contains(refused.Errors, e =>
            e.StartsWith(changelog, StringComparison.Ordinal) && e.Contains("3 partitions and its input 4") && e.Contains("set its partitions to 3")
        );
        Assert.Contains(refused.Errors, e => e.StartsWith(changelog, StringComparison.Ordinal) && e.Contains("cleanup.policy=compact"));
        Assert.Contains(refused.Errors, e => e.StartsWith(outTopic, StringComparison.Ordinal) && e.Contains("message.timestamp.type=LogAppendTime"));
        Assert.Contains(refused.Errors, e => e.StartsWith(outTopic, StringComparison.Ordinal) && e.Contains("min.insync.replicas="));
    }

    private static StageDescriptor Stage(string input, string outTopic, string dead) => ProbeTask.Stage(input, [outTopic, dead], context => new ProbeTask(
            context
        )
        {
            OnRecord = record =>
            {
                context.Output.Send(outTopic, record.Value, BitConverter.GetBytes(0L));
                if (record.Value.Length > 1)
                {
                    throw new InvalidOperationException("cannot be written");
                }
            },
        });

    private static async Task CreateAsync(EngineOptions options, string topic)
    {
        using var admin = new TopicAdmin(options);
        await admin.CreateMissingAsync([new TopicSpec { Name = topic, Partitions = 1 }]);
    }

    private EngineOptions Options() =>
        new()
        {
            BootstrapServers = kafka.BootstrapOrSkip(),
            StateDirectory = Some.Directory(),
            ApplicationPrefix = Some.Name("crash"),
            ProcessEnd = new ProcessEnd(_ => { }),
        };
}
