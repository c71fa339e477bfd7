using Confluent.Kafka;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>Two installations on one Kafka: with a prefix each they see nothing of each other; with one of topics and two of groups the second waits and says why.</summary>
public sealed class TwoInstallationsTests
{
    [Fact]
    public async Task Each_sees_its_own_topics_alone_and_all_names_begin_with_its_prefix()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Flow.WriteRule(folder);
        using var blue = StreamsService.Start(Configuration(folder, kafka["KAFKA_BOOTSTRAP"], "blue", "prefix: blue"));
        using var green = StreamsService.Start(Configuration(folder, kafka["KAFKA_BOOTSTRAP"], "green", "prefix: green"));
        await blue.ReadyAsync();
        await green.ReadyAsync();
        await PublishAsync(kafka["KAFKA_BOOTSTRAP"], "blue.raw.kernel", "10.244.0.1");
        await PublishAsync(kafka["KAFKA_BOOTSTRAP"], "green.raw.kernel", "10.244.0.2");

        Assert.Equal(["10.244.0.1"], await SourcesAsync(kafka["KAFKA_BOOTSTRAP"], "blue.alerts", blue));
        Assert.Equal(["10.244.0.2"], await SourcesAsync(kafka["KAFKA_BOOTSTRAP"], "green.alerts", green));
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka["KAFKA_BOOTSTRAP"] }).Build();
        var topics = admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Select(t => t.Topic).Where(t => !t.StartsWith("__", StringComparison.Ordinal));
        var groups = (await admin.ListConsumerGroupsAsync()).Valid.Select(g => g.GroupId).Where(g => g != "test");
        Assert.DoesNotContain(topics.Concat(groups), name =>
            !name.StartsWith("blue", StringComparison.Ordinal) && !name.StartsWith("green", StringComparison.Ordinal)
        );

        using var third = StreamsService.Start(Configuration(folder, kafka["KAFKA_BOOTSTRAP"], "third", "prefix: blue, applicationPrefix: third"));
        await SaysAsync(third, "blue.signals: the installation blue works on it now");
        Assert.Equal(0, await blue.StopAsync());
        await third.ReadyAsync();
    }

    private static string Configuration(TemporaryFolder folder, string bootstrap, string name, string prefix) =>
        folder.Write(
            $"{name}.yaml",
            $$"""
            kafka: {bootstrap: "{{bootstrap}}", {{prefix}}, rawPartitions: 1, signalPartitions: 1}
            state: {directory: "{{folder.Path}}/{{name}}"}
            http: {listen: "127.0.0.1:0"}
            detection: {rules: "{{folder.Path}}/rules"}
            """
        );

    private static async Task PublishAsync(string bootstrap, string topic, string source)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        await producer.PublishAsync(new RawRecord(topic, null, Flow.Line(source)), TestContext.Current.CancellationToken);
        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<IEnumerable<string>> SourcesAsync(string bootstrap, string topic, StreamsService service)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = [topic],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (true)
        {
            Assert.False(limit.IsCancellationRequested, $"no alert in {topic}\n{service.Output}");
            string[] sources = [.. (await reader.ReadBatchAsync()).Select(r => AlertCodec.Decode(r.Value)?.Entities[EntityKind.SourceIp] ?? "none").Distinct()];
            if (sources.Length > 0)
            {
                return sources;
            }
        }
    }

    private static async Task SaysAsync(StreamsService service, string text)
    {
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (!service.Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(limit.IsCancellationRequested || service.HasExited, service.Output);
            await Task.Delay(100);
        }
    }
}
