using System.Diagnostics;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;

namespace Streams.Engine.Tests;

public sealed class CountOnEmbeddedBrokerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_count_of_20000_records_is_exactly_the_oracles()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", 4);
        var oracle = new Dictionary<string, int>();
        using (var producer = Some.Producer(broker.BootstrapServers))
        {
            for (var i = 0; i < 20_000; i++)
            {
                var key = i * 7919 % 101;
                oracle["key-" + key] = oracle.GetValueOrDefault("key-" + key) + 1;
                producer.Produce("in", new Message<byte[], byte[]> { Key = Some.Key(key), Value = [1] });
            }

            producer.Flush(TimeSpan.FromSeconds(20));
        }

        var options = new EngineOptions
        {
            BootstrapServers = broker.BootstrapServers,
            StateDirectory = Some.Directory(),
            ExactlyOnce = false,
            Embedded = true,
            CreateEmbeddedTopic = broker.CreateTopic,
            ProcessEnd = new ProcessEnd(reason => output.WriteLine("END " + reason)),
        };
        var clock = Stopwatch.StartNew();
        await using (var engine = new StreamsEngine(options, [CountTask.Stage("count", "in", "out")]))
        {
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            output.WriteLine($"ready after {clock.ElapsedMilliseconds} ms");
            Some.AssertExact(oracle, Some.ReadCounts(broker.BootstrapServers, "out", 20_000, TimeSpan.FromSeconds(30)));
            output.WriteLine($"counted after {clock.ElapsedMilliseconds} ms");
            clock.Restart();
        }

        output.WriteLine($"stopped in {clock.ElapsedMilliseconds} ms");
        Assert.False(options.ProcessEnd.Ended);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }
}
