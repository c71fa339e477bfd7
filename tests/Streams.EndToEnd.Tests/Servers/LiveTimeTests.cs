using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>
/// Time passes in a service with the default partitions, most of which never hold a record: what only the watermark can open is opened, and every alert is closed; also behind a restart.
/// </summary>
public sealed class LiveTimeTests
{
    private const string Few = """
        title: Few flows
        id: 5e0c7d5a-6a9e-4a52-8f0c-3a3f6f0f1a02
        level: high
        correlation: {type: event_count, rules: [a_flow], group-by: [streams.source_ip], timespan: 2s, condition: {lte: 3}, generate: true}
        streams: {suppress: 1s}

        """;

    [Theory]
    [InlineData("node-1")]
    [InlineData("0f314284ca0b")]
    [InlineData(null)]
    public async Task Keyed_by_node_by_container_and_by_nothing_every_alert_is_opened_and_closed_also_after_a_restart(string? key)
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Flow.WriteRule(folder);
        folder.Write("rules/few.yml", Few);
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            detection: {rules: "{{folder.Path}}/rules", lateness: {audit: 1s}, defaultLateness: 1s, timeout: 3s}
            """
        );
        for (var start = 1; start <= 2; start++)
        {
            using var service = StreamsService.Start(configuration);
            await service.ReadyAsync();
            using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka["KAFKA_BOOTSTRAP"] });
            for (var flow = 0; flow < 3; flow++)
            {
                await producer.PublishAsync(
                    new RawRecord("raw.kernel", key is null ? null : Encoding.UTF8.GetBytes(key), Flow.Line($"10.244.0.{start}")),
                    TestContext.Current.CancellationToken
                );
            }

            await producer.FlushAsync(TestContext.Current.CancellationToken);
            var closed = await ClosedAsync(kafka["KAFKA_BOOTSTRAP"], $"10.244.0.{start}", service);
            Assert.Equal(["A flow", "Few flows"], closed.Order(StringComparer.Ordinal));
            Assert.Equal(0, await service.StopAsync());
        }
    }

    private static async Task<IReadOnlyCollection<string>> ClosedAsync(string bootstrap, string source, StreamsService service)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = ["alerts"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var closed = new HashSet<string>(StringComparer.Ordinal);
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (closed.Count < 2)
        {
            Assert.False(limit.IsCancellationRequested, $"closed: {string.Join(", ", closed)}\n{service.Output}");
            foreach (var record in await reader.ReadBatchAsync())
            {
                if (
                    AlertCodec.Decode(record.Value) is { Status: AlertStatus.Closed } alert
                    && alert.Entities[Streams.Schemas.Entities.EntityKind.SourceIp] == source
                )
                {
                    closed.Add(alert.Title);
                }
            }
        }

        return closed;
    }
}
