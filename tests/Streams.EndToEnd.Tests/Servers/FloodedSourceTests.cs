using System.Globalization;
using System.Text;
using Streams.Connectors.Kafka.Publishing;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>Who floods one source has it wait, and not the others: their alerts come while the flood goes on and its backlog grows.</summary>
public sealed class FloodedSourceTests
{
    private const int Batch = 20_000;
    private static readonly byte[] Line = Encoding.UTF8.GetBytes(
        """{"time":"2026-11-30T04:00:00.1Z","stream":"stdout","log":"a line of a program that never stops","kubernetes":{"pod_name":"loud-1","namespace_name":"shop","host":"node-1","container_name":"loud"}}"""
    );

    [Fact]
    public async Task A_flood_of_container_lines_keeps_no_flow_from_its_alert()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Flow.WriteRule(folder);
        var file = Path.Combine(folder.Path, "alerts.jsonl");
        using var service = StreamsService.Start(
            folder.Write(
                "streams.yaml",
                $$"""
                kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", rawPartitions: 2, signalPartitions: 1}
                state: {directory: "{{folder.Path}}/state"}
                http: {listen: "127.0.0.1:0"}
                detection: {rules: "{{folder.Path}}/rules"}
                sinks: {file: "{{file}}"}
                """
            )
        );
        var address = await service.ReadyAsync();
        using var metrics = new HttpClient { BaseAddress = new Uri(address) };
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka["KAFKA_BOOTSTRAP"] });
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        var (sent, seen, flows) = (0L, 0, 0);
        while (seen < 3)
        {
            Assert.False(limit.IsCancellationRequested || service.HasExited, $"{seen} of {flows} flows told under {sent} lines\n{service.Output}");
            for (var i = 0; i < Batch; i++, sent++)
            {
                await producer.PublishAsync(new RawRecord("raw.container", null, Line), limit.Token);
            }

            if (seen == flows && await BehindAsync(metrics, sent))
            {
                flows++;
                await producer.PublishAsync(new RawRecord("raw.kernel", null, Flow.Line($"10.244.0.{flows}")), limit.Token);
            }

            await producer.FlushAsync(limit.Token);
            seen = Told(file);
        }

        Assert.True(await BehindAsync(metrics, sent), "the flood was over before the last alert: it has shown nothing");
    }

    /// <summary>Whether lines of the flood still wait.</summary>
    private static async Task<bool> BehindAsync(HttpClient service, long sent)
    {
        var taken = 0.0;
        foreach (var line in (await service.GetStringAsync("/metrics")).Split('\n'))
        {
            if (
                line.StartsWith("streams_normalise_elements_total{source=\"container\"", StringComparison.Ordinal)
                && line.Contains("result=\"in\"", StringComparison.Ordinal)
            )
            {
                taken += double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
            }
        }

        return taken < sent;
    }

    private static int Told(string file)
    {
        if (!File.Exists(file))
        {
            return 0;
        }

        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        return Enumerable.Range(1, 3).Count(i => text.Contains($"\"10.244.0.{i}\"", StringComparison.Ordinal));
    }
}
