using System.Diagnostics;
using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

public sealed class RestoreTests(RealKafka kafka, ITestOutputHelper output)
{
    [Fact]
    public async Task A_tick_during_the_restore_does_nothing_and_the_whole_state_is_there_at_Restored()
    {
        const int records = 300_000;
        var (options, input, changelog) = await PrepareAsync();
        using (var producer = Some.Producer(options.BootstrapServers))
        {
            for (var i = 0; i < records; i++)
            {
                producer.Produce(changelog, new Message<byte[], byte[]> { Key = BitConverter.GetBytes(i), Value = new byte[50] });
            }

            producer.Flush(TimeSpan.FromSeconds(60));
        }

        var restored = false;
        var before = 0;
        var after = 0;
        var found = 0;
        await using var engine = new StreamsEngine(
            options,
            [
                ProbeTask.Stage(
                    input,
                    [],
                    context => new ProbeTask(context)
                    {
                        OnRestored = () =>
                        {
                            restored = true;
                            found = context.Store.Scan(default).Count();
                        },
                        OnTick = () =>
                        {
                            _ = restored ? after++ : before++;
                            return false;
                        },
                    },
                    tickMs: 10
                ),
            ]
        );
        var clock = Stopwatch.StartNew();
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        output.WriteLine($"{records} records restored in {clock.ElapsedMilliseconds} ms");
        for (var i = 0; i < 100 && Volatile.Read(ref after) == 0; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(0, before);
        Assert.Equal(records, found);
        Assert.True(after > 0);
    }

    [Fact]
    public async Task A_restore_ends_at_the_high_watermark_and_waits_for_an_open_transaction()
    {
        var (options, input, changelog) = await PrepareAsync();
        using var owner = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = options.BootstrapServers, TransactionalId = Some.Name("owner") }
        ).Build();
        owner.InitTransactions(TimeSpan.FromSeconds(30));
        owner.BeginTransaction();
        owner.Produce(changelog, new Message<byte[], byte[]> { Key = [1], Value = [42] });
        owner.Flush(TimeSpan.FromSeconds(10));

        byte[]? seen = null;
        await using var engine = new StreamsEngine(
            options,
            [ProbeTask.Stage(input, [], context => new ProbeTask(context) { OnRestored = () => seen = context.Store.Get([1]) })]
        );
        await engine.StartAsync();
        await Task.Delay(6000); // a first group takes up to 4 s
        Assert.False(engine.Ready, "ready before the open transaction was decided");
        owner.CommitTransaction();
        await engine.WaitUntilReadyAsync().WaitAsync(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 50 && seen is null; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal([42], seen);
    }

    private async Task<(EngineOptions Options, string Input, string Changelog)> PrepareAsync()
    {
        var options = new EngineOptions
        {
            BootstrapServers = kafka.BootstrapOrSkip(),
            StateDirectory = Some.Directory(),
            ApplicationPrefix = Some.Name("restore"),
            DefaultPartitions = 1,
            ProcessEnd = new ProcessEnd(_ => { }),
        };
        var input = Some.Name("restore-in");
        var changelog = $"{options.ApplicationPrefix}-probe-probe-{input}-changelog";
        using var admin = new TopicAdmin(options);
        await admin.CreateMissingAsync([new TopicSpec { Name = input, Partitions = 1 }, TopicSpec.Changelog(changelog, 1)]);
        return (options, input, changelog);
    }
}
