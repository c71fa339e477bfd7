using System.Text.RegularExpressions;
using Streams.Connectors.Sinks;
using Streams.Connectors.Sinks.Formats;
using Streams.Connectors.Sinks.Kafka;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Sinks;
using Streams.Schemas.Alerts;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>The one-liners of the consumers' page, as they stand there, on a real Kafka with one alert of each kind of rule.</summary>
public sealed class ConsumerPageTests
{
    private static readonly IEnumerable<Alert> Alerts = SampleAlerts.All.Select(a => a.Alert);

    /// <summary>By the comment above it, what each must print.</summary>
    private static readonly Dictionary<string, IEnumerable<string>> Rows = new()
    {
        ["severe alerts"] = Severe.Select(a => $"{a.Id}\t{a.Title}"),
        ["what is over"] = Alerts.Where(a => a.Status is AlertStatus.Closed or AlertStatus.Superseded).Select(a => $"{a.Id}\t{a.Status.Name()}"),
        ["techniques"] = Alerts.SelectMany(a => a.Attack.Select(t => $"{a.Id}\t{t}")),
        ["where the raw records stand"] = Alerts.SelectMany(a =>
            a.Evidence.Select(e => $"{a.Id}\t{e.Provenance.Origin}/{e.Provenance.Partition}/{e.Provenance.Position}")
        ),
        ["Elastic's view"] = Severe.Select(a => $"{a.Id}\t{a.Title}"),
        ["by the headers alone, without reading a value"] = Alerts.Select(a =>
            $"{a.Id}\tcontent-type=application/json,streams.level={a.Level},streams.rule={a.RuleId}"
        ),
    };

    private static IEnumerable<Alert> Severe => Alerts.Where(a => a.Level is "high" or "critical");

    [Fact]
    public async Task Every_line_of_the_page_gives_the_rows_that_it_promises()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/kcat") && File.Exists("/usr/bin/jq"), "kcat and jq are not installed");
        using var kafka = ServerScript.UpOrSkip("kafka");
        await DeliverAsync(kafka["KAFKA_BOOTSTRAP"]);
        var lines = Regex.Matches(File.ReadAllText(Checkout.PathOf("docs/consumers.md")), @"^    # (.+)\n    (kcat .+)$", RegexOptions.Multiline);

        Assert.Equal(Rows.Keys.Order(), lines.Select(l => l.Groups[1].Value).Order());
        foreach (Match line in lines)
        {
            var (code, output) = SharedTools.Run(
                "bash",
                "-c",
                $"set -o pipefail; {line.Groups[2].Value.Replace("KAFKA", kafka["KAFKA_BOOTSTRAP"], StringComparison.Ordinal)}"
            );
            Assert.True(code == 0, output);
            Assert.Equal(
                Rows[line.Groups[1].Value].Order(StringComparer.Ordinal),
                output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
            );
        }
    }

    private static async Task DeliverAsync(string bootstrap)
    {
        var options = new StreamsOptions { Kafka = { Bootstrap = bootstrap } };
        using var admin = new TopicAdmin(new EngineOptions { BootstrapServers = bootstrap, StateDirectory = "" });
        var context = SinkSet.Context(options, static _ => null);
        foreach (var (definition, topic) in new[] { (KafkaSink.Ocsf, "findings.ocsf"), (KafkaSink.Ecs, "findings.ecs") })
        {
            await admin.CreateMissingAsync([new TopicSpec { Name = topic, Partitions = 2 }]);
            var sink = definition.Create(new KafkaFeedOptions { Topic = topic }, context);
            Assert.Empty(await sink.DeliverAsync(SampleAlerts.All, TestContext.Current.CancellationToken));
            (sink as IDisposable)?.Dispose();
        }
    }
}
