using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Connectors.Sinks.Formats;
using Streams.EndToEnd.Tests.Servers;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>Routes by rule, level, namespace and cluster, and by several of them, through the running sinks of each kind: each gets its alerts and no other.</summary>
public sealed class RoutedSinksTests
{
    private static readonly string[] Rules = ["mine-1", "mine-2", "other"];
    private static readonly string[] Levels = ["low", "high", "critical"];
    private static readonly string?[] Namespaces = [null, "pay-a", "pay-b", "shop", "xpay-a"];
    private static readonly string[] Clusters = ["east", "east-2", "west"];

    private static readonly (string Id, string Rule, string Level, string? Namespace, string Cluster)[] All =
    [
        .. from rule in Rules
        from level in Levels
        from name in Namespaces
        from cluster in Clusters
        select ($"{rule}.{level}.{name ?? "none"}.{cluster}", rule, level, name, cluster),
    ];

    [Fact]
    public async Task Each_sink_gets_what_is_routed_to_it_and_nothing_else()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        using var syslog = new SyslogReceiver();
        await using var receiver = await AlertReceiver.StartAsync();
        using (var admin = new TopicAdmin(new EngineOptions { BootstrapServers = kafka["KAFKA_BOOTSTRAP"], StateDirectory = "" }))
        {
            await admin.CreateMissingAsync([new TopicSpec { Name = "findings.ocsf", Partitions = 1 }]);
        }

        var configuration = folder.Write(
            "streams.yaml",
            $$$"""
            kafka: {bootstrap: "{{{kafka["KAFKA_BOOTSTRAP"]}}}", rawPartitions: 1, sessionTimeout: 6s}
            state: {directory: "{{{folder.Path}}}/state"}
            http: {listen: "127.0.0.1:0"}
            sinks:
              file: {path: "{{{folder.Path}}}/all.jsonl"}
              file-rule: {path: "{{{folder.Path}}}/rule.jsonl", only: {rules: ["mine-*"]}}
              file-level: {path: "{{{folder.Path}}}/level.jsonl", only: {level: high}}
              webhook-pay: {url: "{{{receiver.Address}}}/pay", only: {namespaces: ["pay-*"]}}
              webhook-shop: {url: "{{{receiver.Address}}}/shop", only: {namespaces: [shop]}}
              otlp-east: {url: "{{{receiver.Address}}}/east", only: {clusters: [east]}}
              syslog: {address: "{{{syslog.Address}}}", tls: false, only: {level: critical, rules: [other], clusters: ["east*"]}}
              ocsf: {topic: findings.ocsf, only: {level: critical, rules: ["mine-2"], namespaces: ["pay-a", "shop"], clusters: [west]}}
            """
        );
        using var service = StreamsService.Start(configuration);
        using var metrics = new ServiceMetrics(await service.ReadyAsync());
        await PublishAsync(kafka["KAFKA_BOOTSTRAP"]);
        await WaitAsync(() => File.Exists($"{folder.Path}/all.jsonl") && File.ReadLines($"{folder.Path}/all.jsonl").Count() >= All.Length + 2);
        await metrics.WaitForSinksAsync();
        Assert.Equal(0, await service.StopAsync());

        Assert.Equal(All.Length + 2, File.ReadLines($"{folder.Path}/all.jsonl").Count());
        Assert.Equal(Ids(a => a.Rule != "other", "moving", "moving"), Ids(folder, "rule"));
        Assert.Equal(Ids(a => a.Level != "low", "moving", "moving"), Ids(folder, "level"));
        Assert.Equal(Ids(a => a.Namespace is "pay-a" or "pay-b", "moving"), receiver.At("/pay").Order(StringComparer.Ordinal));
        Assert.Equal(Ids(a => a.Namespace == "shop", "moving", "moving"), receiver.At("/shop").Order(StringComparer.Ordinal));
        Assert.Equal(Ids(a => a.Cluster == "east", "moving", "moving"), receiver.At("/east").Order(StringComparer.Ordinal));
        Assert.Equal(Ids(a => a is { Level: "critical", Rule: "other", Cluster: not "west" }), syslog.Ids.Order(StringComparer.Ordinal));
        Assert.Equal(
            Ids(a => a is { Level: "critical", Rule: "mine-2", Cluster: "west", Namespace: "pay-a" or "shop" }),
            (await KeysAsync(kafka["KAFKA_BOOTSTRAP"], "findings.ocsf")).Order(StringComparer.Ordinal)
        );
        Assert.Empty(await KeysAsync(kafka["KAFKA_BOOTSTRAP"], "dlq"));
    }

    private static IEnumerable<string> Ids(Func<(string Id, string Rule, string Level, string? Namespace, string Cluster), bool> takes, params string[] also) =>
        All.Where(takes).Select(a => IdOf(a.Id)).Concat(also.Select(IdOf)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Ids(TemporaryFolder folder, string file) =>
        File.ReadLines($"{folder.Path}/{file}.jsonl").Select(AlertReceiver.IdOf).Order(StringComparer.Ordinal);

    /// <summary>As long as an alert's id is.</summary>
    private static string IdOf(string name) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var until = DateTime.UtcNow + StreamsService.Patience; !condition() && DateTime.UtcNow < until; await Task.Delay(100)) { }
    }

    /// <summary>Each combination once, and an alert of a shop that is told again when a second namespace has come to it.</summary>
    private static async Task PublishAsync(string bootstrap)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        var moving = Alert("moving", "mine-3", "high", "shop", "east");
        var moved = moving with
        {
            Status = AlertStatus.Updated,
            Count = 2,
            EntityValues = [new EntityValues(EntityKind.Namespace, [new CountedValue("shop", 1), new CountedValue("pay-z", 1)], 0)],
        };
        foreach (var alert in All.Select(a => Alert(a.Id, a.Rule, a.Level, a.Namespace, a.Cluster)).Append(moving).Append(moved))
        {
            await producer.PublishAsync(
                new RawRecord("alerts", Encoding.UTF8.GetBytes(alert.Id), AlertCodec.Encode(alert, new AvroWriter())),
                TestContext.Current.CancellationToken
            );
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static Alert Alert(string name, string rule, string level, string? inNamespace, string cluster)
    {
        var entities = new EntitySet { [EntityKind.Cluster] = cluster, [EntityKind.Principal] = "bob" };
        if (inNamespace is not null)
        {
            entities[EntityKind.Namespace] = inNamespace;
        }

        return SampleAlerts.All[0].Alert with
        {
            Id = IdOf(name),
            RuleId = rule,
            Level = level,
            Entities = entities,
            EntityValues = [],
        };
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(string bootstrap, string topic)
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
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).Select(r => Encoding.UTF8.GetString(r.Key)).ToListAsync();
    }
}
