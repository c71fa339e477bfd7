using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
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
public sealed class KilledSinksTests : IAsyncDisposable
{
    private const int Alerts = 4_000;
    private const int Kills = 5;
    private const int BetweenKills = 400;
    private readonly ConcurrentBag<string> _webhook = [];
    private readonly ConcurrentBag<string> _otlp = [];
    private readonly SyslogReceiver _syslog = new();
    private WebApplication? _receiver;

    [Fact(Explicit = true)]
    public async Task Killed_under_load_no_sink_loses_an_alert()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var address = await ReceiveAsync();
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
              webhook: {url: "{{address}}/webhook", maxAlerts: 20}
              otlp: {url: "{{address}}"}
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

            var seen = _webhook.Count;
            for (var until = DateTime.UtcNow + StreamsService.Patience; _webhook.Count < Math.Min(Alerts, seen + BetweenKills); await Task.Delay(5))
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
        Assert.Equal(expected, Distinct(_webhook));
        Assert.Equal(expected, Distinct(_otlp));
        Assert.Equal(expected, Distinct(File.ReadLines($"{folder.Path}/alerts.jsonl").Select(IdOf)));
        Assert.Equal(expected, Distinct(await KeysAsync(kafka["KAFKA_BOOTSTRAP"])));
        Assert.Equal(expected, Distinct(_syslog.Ids));
    }

    public async ValueTask DisposeAsync()
    {
        _syslog.Dispose();
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }
    }

    private static string[] Distinct(IEnumerable<string> ids) => [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private static string IdOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("id").GetString()!; // every alert has one
    }

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

    private async Task<string> ReceiveAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _receiver = builder.Build();
        _receiver.MapPost("/webhook", context => TakeAsync(context, text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IdOf), _webhook));
        _receiver.MapPost("/v1/logs", context => TakeAsync(context, OtlpIds, _otlp));
        await _receiver.StartAsync();
        return _receiver.Urls.First();
    }

    private static async Task TakeAsync(HttpContext context, Func<string, IEnumerable<string>> idsOf, ConcurrentBag<string> to)
    {
        using var reader = new StreamReader(context.Request.Body);
        foreach (var id in idsOf(await reader.ReadToEndAsync()))
        {
            to.Add(id);
        }

        await Task.Delay(10); // a kill finds requests under way
    }

    private static IEnumerable<string> OtlpIds(string text)
    {
        using var json = JsonDocument.Parse(text);
        return
        [
            .. json
                .RootElement.GetProperty("resourceLogs")[0]
                .GetProperty("scopeLogs")[0]
                .GetProperty("logRecords")
                .EnumerateArray()
                .Select(r => IdOf(r.GetProperty("body").GetProperty("stringValue").GetString()!)), // the body is the alert
        ];
    }
}
