using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>A flood of one source, a hot partition of another, a backlog behind both and a sink that never answers: other partitions' alerts come all the same, while all of that goes on.</summary>
public sealed class NoisyNeighbourTests
{
    private const int Flows = 20;
    private const int Backlog = 50_000;

    [Fact(Explicit = true)]
    public async Task Alerts_of_others_come_and_reach_other_sinks_while_a_flood_goes_on()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // connections are taken, nobody answers
        Flow.WriteRule(folder);
        var alerts = Path.Combine(folder.Path, "alerts.jsonl");
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            detection: {rules: "{{folder.Path}}/rules"}
            sinks:
              file: {path: "{{alerts}}"}
              webhook: {url: "http://{{silent.LocalEndpoint}}/in", timeout: 10s}
            """
        );
        using var service = StreamsService.Start(configuration);
        await service.ReadyAsync();
        using var end = new CancellationTokenSource();
        var (container, kernel) = (
            FloodAsync(kafka["KAFKA_BOOTSTRAP"], "raw.container", end.Token),
            FloodAsync(kafka["KAFKA_BOOTSTRAP"], "raw.kernel", end.Token)
        );
        try
        {
            await container.Backlog;
            await kernel.Backlog;
            await PublishAsync(kafka["KAFKA_BOOTSTRAP"]);
            await OpenedAsync(kafka["KAFKA_BOOTSTRAP"], service);
            await DeliveredAsync(alerts, service);
            Assert.False(container.All.IsCompleted || kernel.All.IsCompleted, "the flood has ended");
        }
        finally
        {
            await end.CancelAsync();
        }

        await container.All;
        await kernel.All;
    }

    private static string Source(int number) => string.Create(CultureInfo.InvariantCulture, $"10.1.0.{number}");

    /// <summary>Records into partition 0 until it is told to end; the first part of it is a backlog at once.</summary>
    private static (Task Backlog, Task All) FloodAsync(string bootstrap, string topic, CancellationToken end)
    {
        var backlog = new TaskCompletionSource();
        return (backlog.Task, RunAsync());

        async Task RunAsync()
        {
            using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                await producer.PublishAsync(new RawRecord(topic, null, Noise(topic, i)) { Partition = 0 }, CancellationToken.None);
                if (i == Backlog)
                {
                    backlog.SetResult();
                }

                if (i > Backlog && i % 100 == 0)
                {
                    await Task.Delay(5, CancellationToken.None);
                }
            }

            await producer.FlushAsync(CancellationToken.None);
        }
    }

    private static byte[] Noise(string topic, int i) =>
        topic == "raw.kernel"
            ? Flow.Line(string.Create(CultureInfo.InvariantCulture, $"10.2.{(i >> 8) & 255}.{i & 255}"), 443)
            : Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffff}Z stdout F an ordinary line, number {i}")
            );

    private static async Task PublishAsync(string bootstrap)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        for (var i = 0; i < Flows; i++)
        {
            await producer.PublishAsync(new RawRecord("raw.kernel", null, Flow.Line(Source(i), 4444)) { Partition = 1 }, TestContext.Current.CancellationToken);
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static async Task OpenedAsync(string bootstrap, StreamsService service)
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
        var missing = Enumerable.Range(0, Flows).Select(Source).ToHashSet(StringComparer.Ordinal);
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (missing.Count > 0)
        {
            Assert.False(limit.IsCancellationRequested, $"no alert of {string.Join(", ", missing)}\n{service.Output}");
            foreach (var record in await reader.ReadBatchAsync(cancel: TestContext.Current.CancellationToken))
            {
                missing.Remove(AlertCodec.Decode(record.Value)?.Entities[EntityKind.SourceIp] ?? "");
            }
        }
    }

    private static async Task DeliveredAsync(string file, StreamsService service)
    {
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (!File.Exists(file) || Enumerable.Range(0, Flows).Any(i => !Read(file).Contains(Source(i), StringComparison.Ordinal)))
        {
            Assert.False(limit.IsCancellationRequested, service.Output);
            await Task.Delay(100);
        }
    }

    private static string Read(string file)
    {
        using var text = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return text.ReadToEnd();
    }
}
