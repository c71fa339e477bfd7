using Streams.Engine.Hosting;
using Streams.Engine.TestHost;

namespace Streams.Engine.Tests;

public sealed class SecureKafkaTests
{
    [Fact]
    public async Task Client_properties_carry_SASL_and_TLS()
    {
        using var kafka = RealKafka.SecureOrSkip(out var bootstrap, out var authority);
        var properties = new Dictionary<string, string>
        {
            ["security.protocol"] = "SASL_SSL",
            ["sasl.mechanism"] = "SCRAM-SHA-512",
            ["sasl.username"] = "admin",
            ["sasl.password"] = "admin-secret",
            ["ssl.ca.location"] = authority,
        };
        var (input, outTopic) = (Some.Name("sasl-in"), Some.Name("sasl-out"));
        var options = new EngineOptions
        {
            BootstrapServers = bootstrap,
            StateDirectory = Some.Directory(),
            ClientProperties = properties,
            ApplicationPrefix = Some.Name("sasl"),
            DefaultPartitions = 1,
            ProcessEnd = new ProcessEnd(_ => { }),
        };
        await using var engine = new StreamsEngine(options, [CountTask.Stage("count", input, outTopic)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        using var producer = new Connectors.Kafka.Publishing.RawProducer(new() { BootstrapServers = bootstrap, ClientProperties = properties });
        await producer.PublishAsync(new(input, [1], [1]));
        await producer.FlushAsync();
        using var reader = new Connectors.Kafka.Reading.TopicReader(new() { BootstrapServers = bootstrap, ClientProperties = properties, Topics = [outTopic], GroupId = Some.Name("r") });
        Assert.Equal([1], Assert.Single(reader.ReadBatch(TimeSpan.FromSeconds(10))).Key);
    }
}
