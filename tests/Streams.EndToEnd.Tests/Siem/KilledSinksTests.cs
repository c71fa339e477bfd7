using System.Globalization;
using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Connectors.Sinks.Formats;
using Streams.EndToEnd.Tests.Servers;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>A service that is killed (SIGKILL) again and again while all its sinks deliver: each of them gets every alert.</summary>
public sealed class KilledSinksTests : IDisposable
{
    private const int Alerts = 4_000;
    private const int Kills = 5;
    private const int BetweenKills = 400;
    private readonly SyslogReceiver _syslog = new();

    [Fact(Explicit = true)]
    public async Task Killed_under_load_no_sink_loses_an_alert()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        await using var receiver = await AlertReceiver.StartAsync();
        using var loki = RealLoki.UpOrSkip();
        using (var admin = new TopicAdmin(new EngineOptions { BootstrapServers = kafka["KAFKA_BOOTSTRAP"], StateDirectory = "" }))
        {
            await admin.CreateMissingAsync([new TopicSpec { Name = "findings.ocsf", Partitions = 2 }]);
        }

        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", rawPartitions: 1, sessionTimeout: 6s}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            sinks:
              file: {path: "{{folder.Path}}/alerts.jsonl"}
              webhook: {url: "{{receiver.Address}}/webhook", maxAlerts: 20}
              otlp: {url: "{{receiver.Address}}/otlp"}
              loki: {url: "{{loki.Url}}"}
              syslog: {address: "{{_syslog.Address}}", tls: false}
              ocsf: {topic: findings.ocsf}
            """
        );
        for (var kill = 0; kill < Kills; kill++)
        {
            using var service = StreamsService.Start(configuration);
            await service.ReadyAsync();
            if (kill == 0)
            {
                await PublishAsync(kafka["KAFKA_BOOTSTRAP"]);
            }

            var seen = receiver.At("/webhook").Count;
            for (
                var until = DateTime.UtcNow + StreamsService.Patience;
                receiver.At("/webhook").Count < Math.Min(Alerts, seen + BetweenKills);
                await Task.Delay(5)
            )
            {
                Assert.True(DateTime.UtcNow < until && !service.HasExited, service.Output);
            }

            service.Kill();
        }

        using var last = StreamsService.Start(configuration);
        using var metrics = new ServiceMetrics(await last.ReadyAsync());
        await metrics.WaitForSinksAsync();
        Assert.Equal(0, await last.StopAsync());

        string[] expected = [.. Enumerable.Range(0, Alerts).Select(Id).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, Distinct(receiver.At("/webhook")));
        Assert.Equal(expected, Distinct(receiver.At("/otlp")));
        Assert.Equal(expected, Distinct(File.ReadLines($"{folder.Path}/alerts.jsonl").Select(AlertReceiver.IdOf)));
        Assert.Equal(expected, Distinct(await KeysAsync(kafka["KAFKA_BOOTSTRAP"])));
        Assert.Equal(expected, Distinct(_syslog.Ids));

        // Loki stores what comes again once. Whole, the answer is larger than Loki hands from one part of it to the next.
        var stored = await loki.QueryUntilAsync(
            "{job=\"streams\"} | json id=\"id\" | line_format \"{{.id}}\" | keep id",
            f => f.Count >= Alerts,
            StreamsService.Patience
        );
        Assert.Equal(expected, stored.Select(e => e.Line).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _syslog.Dispose();

    private static string[] Distinct(IEnumerable<string> ids) => [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private static async Task PublishAsync(string bootstrap)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        for (var i = 0; i < Alerts; i++)
        {
            var alert = SampleAlerts.All[0].Alert with { Id = Id(i) };
            await producer.PublishAsync(
                new RawRecord("alerts", Encoding.UTF8.GetBytes(alert.Id), AlertCodec.Encode(alert, new AvroWriter())),
                TestContext.Current.CancellationToken
            );
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<IEnumerable<string>> KeysAsync(string bootstrap)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = ["findings.ocsf"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).Select(r => Encoding.UTF8.GetString(r.Key)).ToListAsync();
    }
}
