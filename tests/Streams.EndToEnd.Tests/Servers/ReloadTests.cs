using System.Globalization;
using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>Rules that change while two processes share the partitions of a real Kafka: both take them over at the same event.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task Two_processes_take_over_published_rules_at_the_same_event_time()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "first"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "second"));
        folder.Write("first/rule.yml", Rule("first"));
        folder.Write("second/rule.yml", Rule("second"));
        string[] configurations = [Configuration(kafka, folder, "a"), Configuration(kafka, folder, "b")];
        using var a = StreamsService.Start(configurations[0]);
        await a.ReadyAsync();
        using var b = StreamsService.Start(configurations[1]);
        await b.ReadyAsync();

        var takeOver = TimeProvider.System.GetUtcNow().AddSeconds(8);
        var published = SharedTools(
            "rules",
            "publish",
            "--config",
            configurations[0],
            "--effective-from",
            takeOver.ToString("O", CultureInfo.InvariantCulture),
            Path.Combine(folder.Path, "second")
        );
        Assert.True(published.Code == 0, published.Output);
        var version = System.Text.RegularExpressions.Regex.Match(published.Output, "rules ([0-9a-f]{12})").Groups[1].Value;

        // Every line is sent after the take-over; the time in it decides. Each pod's lines go to one partition, and so to one of the two processes.
        await Task.Delay(takeOver - TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1));
        using (var producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka["KAFKA_BOOTSTRAP"] }))
        {
            for (var pod = 0; pod < 20; pod++)
            {
                foreach (var (after, partition) in ((double, int)[])[(-3, pod % 4), (0.5, pod % 4)])
                {
                    await producer.PublishAsync(
                        new RawRecord("raw.kernel", [], Encoding.UTF8.GetBytes(Flow(takeOver.AddSeconds(after), pod))) { Partition = partition }
                    );
                }
            }

            await producer.FlushAsync();
        }

        var alerts = await AlertsAsync(kafka["KAFKA_BOOTSTRAP"], 40);
        Assert.Equal(40, alerts.Count);
        Assert.All(alerts, alert =>
            Assert.Equal(alert.Time >= new Timestamp(takeOver.ToUnixTimeMilliseconds() * 1_000_000) ? "second" : "first", alert.RuleId)
        );
        Assert.Equal(20, alerts.Count(alert => alert.RuleId == "second"));
        Assert.All(alerts, alert => Assert.Equal(alert.RuleId == "second", alert.RuleSet == version));
        Assert.Contains($"rules {version} (1 detections, 1 alerting) judge events from", a.Output, StringComparison.Ordinal);
        Assert.Contains($"rules {version} (1 detections, 1 alerting) judge events from", b.Output, StringComparison.Ordinal);
        Assert.Equal(0, await a.StopAsync());
        Assert.Equal(0, await b.StopAsync());
    }

    private static string Configuration(ServerScript kafka, TemporaryFolder folder, string name) =>
        folder.Write(
            $"{name}.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", rawPartitions: 4, raw: {kernel: raw.kernel} }
            state: {directory: "{{folder.Path}}/state-{{name}}"}
            detection: {rules: "{{folder.Path}}/first", ruleSource: topic}
            http: {listen: "127.0.0.1:0"}
            """
        );

    private static (int Code, string Output) SharedTools(params string[] arguments) =>
        Support.SharedTools.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), .. arguments]);

    private static async Task<IReadOnlyList<Alert>> AlertsAsync(string bootstrap, int expected)
    {
        using var patience = new CancellationTokenSource(StreamsService.Patience);
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = ["alerts"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var alerts = new Dictionary<string, Alert>(StringComparer.Ordinal);
        while (alerts.Count < expected && !patience.IsCancellationRequested)
        {
            foreach (var record in await reader.ReadBatchAsync(cancel: CancellationToken.None))
            {
                var alert = AlertCodec.Decode(record.Value)!; // C writes nothing else
                alerts[alert.Id] = alert;
            }
        }

        return [.. alerts.Values];
    }

    private static string Flow(DateTimeOffset time, int pod) =>
        $"{time:yyyy-MM-ddTHH:mm:ss.ffffff}+00:00 n kernel: calico-packet: IN=eth1 OUT=eth0 SRC=10.9.0.{pod + 1} DST=8.8.8.8 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=1 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0";

    private static string Rule(string id) =>
        $$"""
            title: {{id}}
            id: {{id}}
            logsource: {product: linux, service: netfilter}
            detection: {x: {destination.ip: 8.8.8.8}, condition: x}
            streams: {group-by: [source.ip]}
            """;
}
