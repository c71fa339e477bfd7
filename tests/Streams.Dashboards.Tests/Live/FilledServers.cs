using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Sinks.Tests.Servers;
using Streams.Dashboards.Tests.Files;
using Streams.Dashboards.Tests.Live;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Demo;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

[assembly: AssemblyFixture(typeof(FilledServers))]

namespace Streams.Dashboards.Tests.Live;

/// <summary>
/// Kafka, Loki, Prometheus and Alertmanager beside <c>streams run</c>, over which ordinary life and then attacks have gone; with the shipped configurations.
/// Of two Alertmanager peers one never was there. The other, and the service, are killed between the two recordings and started again while the attacks are published:
/// what was active then, nobody remembers but Kafka.
/// </summary>
public sealed class FilledServers : IAsyncDisposable
{
    private const int Partitions = 2;
    private const double Speed = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Stack<IDisposable> _running = new();
    private readonly Lock _gate = new();
    private Task? _filling;
    private NotificationReceiver? _person;

    /// <summary>Whom Alertmanager notified of what.</summary>
    internal IReadOnlyList<SeenNotification> Notified => [.. _person!.Seen];

    internal RealAlertmanager Alertmanager { get; private set; } = null!;

    internal RealLoki Loki { get; private set; } = null!;

    internal QueryApi Queries { get; private set; } = null!;

    /// <summary>The text of /metrics at the end.</summary>
    internal string Scrape { get; private set; } = "";

    /// <summary>The alerts that a replay without any server finds.</summary>
    internal IReadOnlyCollection<Alert> Expected { get; private set; } = [];

    /// <summary>Fills them, once; skips the calling test, saying so, where a server is missing.</summary>
    internal Task FilledOrSkipAsync()
    {
        lock (_gate)
        {
            return _filling ??= FillAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var server))
        {
            server.Dispose();
        }

        if (_person is not null)
        {
            await _person.DisposeAsync();
        }
    }

    private async Task FillAsync()
    {
        var lines = RecordedInput.Lines(int.MaxValue, int.MaxValue);
        Expected = FinalAlerts.Replay([.. lines.Before, .. lines.Attack]).Standing;
        var kafka = Keep(ServerScript.UpOrSkip("kafka"))["KAFKA_BOOTSTRAP"];
        Loki = Keep(RealLoki.UpOrSkip());
        _person = await NotificationReceiver.StartAsync();
        Alertmanager = Keep(await RealAlertmanager.StartOrSkipAsync(_person.Url, InhibitRules()));
        var input = new RecordedInput(kafka);
        await input.CreateTopicsAsync();
        var folder = Keep(new TemporaryFolder());
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka}}", signalPartitions: {{Partitions}}}
            state: {directory: "{{folder.Path}}/state"}
            detection: {cluster: range}
            http: {listen: "127.0.0.1:{{LoopbackPort.Free()}}", auditWebhook: true}
            sinks:
              loki: {url: "{{Loki.Url}}"}
              alertmanager: {urls: ["http://127.0.0.1:{{LoopbackPort.Free()}}", "{{Alertmanager.Url}}"], resend: 1s}
            """
        );
        var service = Keep(StreamsService.Start(configuration));
        var address = await service.ReadyAsync();
        var prometheus = Keep(await PrometheusAsync(new Uri(address)));
        Queries = Keep(new QueryApi(Loki.Url, prometheus.Url));
        var clock = await PublishAsync(kafka, input, lines, async () =>
        {
            service.Kill();
            Alertmanager.Server.Kill();
            await Task.Delay(TimeSpan.FromSeconds(2));
            await Keep(StreamsService.Start(configuration)).ReadyAsync();
            await Task.Delay(TimeSpan.FromSeconds(2));
            await Alertmanager.Server.StartAsync();
        });

        using var metrics = new ServiceMetrics(address);
        await metrics.WaitForFrontierAsync(clock, Partitions);
        await Alertmanager.AlertsUntilAsync(a => a.Count >= Expected.Count, Patience, "alert_id!=\"\"");
        await Loki.QueryUntilAsync("{job=\"streams\"} | status=\"open\"", found => found.Count >= Expected.Count, Patience);
        await Task.Delay(TimeSpan.FromSeconds(8)); // Prometheus scrapes, evaluates and notifies every three seconds
        using var client = new HttpClient();
        Scrape = await client.GetStringAsync(new Uri($"{address}/metrics"));
    }

    private async Task<Timestamp> PublishAsync(
        string kafka,
        RecordedInput input,
        (Connectors.Files.Recordings.RecordedLine[] Before, Connectors.Files.Recordings.RecordedLine[] Attack) lines,
        Func<Task> disturb
    )
    {
        var cancel = CancellationToken.None;
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka });
        var publisher = new RecordingPublisher(producer, input.Topics, [.. input.Topics.Raw.Values.Select(t => $"{t}-0")], TimeProvider.System);
        await publisher.PublishAsync(lines.Before, Speed, cancel);
        await producer.FlushAsync(cancel);
        for (var (seen, quiet) = (0, 0); quiet < 8; await Task.Delay(500))
        {
            // Its log of notifications is written every second: what it notified right before a kill, it would notify again.
            (seen, quiet) = (_person!.Seen.Count, _person.Seen.Count == seen ? quiet + 1 : 0);
        }

        await Task.WhenAll(publisher.PublishAsync(lines.Attack, Speed, cancel), disturb());
        await publisher.CompleteAsync(TimeSpan.FromHours(2), cancel);
        return publisher.Clock;
    }

    /// <summary>The shipped configuration; other addresses, and seconds in the place of quarters of a minute.</summary>
    private Task<DebianServer> PrometheusAsync(Uri service)
    {
        var configuration = Repository
            .Read("deploy", "prometheus", "prometheus.yml")
            .Replace("scrape_interval: 15s", "scrape_interval: 3s", StringComparison.Ordinal)
            .Replace("evaluation_interval: 15s", "evaluation_interval: 1s", StringComparison.Ordinal)
            .Replace("rules/", Repository.PathOf("deploy", "prometheus", "rules") + "/", StringComparison.Ordinal)
            .Replace("127.0.0.1:9093", Alertmanager.Url.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", service.Authority, StringComparison.Ordinal)
            .Replace("cluster: default", "cluster: range", StringComparison.Ordinal);
        return DebianServer.StartOrSkipAsync("prometheus", "prometheus", (folder, port) =>
        {
            File.WriteAllText(Path.Combine(folder, "prometheus.yml"), configuration);
            return
            [
                $"--config.file={folder}/prometheus.yml",
                $"--storage.tsdb.path={folder}/data",
                $"--web.listen-address=127.0.0.1:{port}",
                "--rules.alert.resend-delay=2s",
            ];
        });
    }

    private static string InhibitRules()
    {
        var text = Repository.Read("deploy", "alertmanager", "alertmanager.yml");
        var from = text.IndexOf("inhibit_rules:", StringComparison.Ordinal);
        return text[from..text.IndexOf("receivers:", from, StringComparison.Ordinal)];
    }

    private T Keep<T>(T server)
        where T : IDisposable
    {
        _running.Push(server);
        return server;
    }
}
