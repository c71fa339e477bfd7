using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Rules;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>S0 and S1 live over the default partitions, however shippers key them, and a night without a record behind them: the alerts of replay, closed but for those that a rule lets last longer.</summary>
public sealed class PartitionedLiveTests
{
    private const int RawPartitions = 4;
    private const int SignalPartitions = 2;
    private static readonly TimeSpan Night = TimeSpan.FromHours(10);

    [Theory(Explicit = true)]
    [InlineData("node")]
    [InlineData("container")]
    [InlineData("nothing")]
    public async Task However_they_are_keyed_the_alerts_are_those_of_replay_and_closed(string by)
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            """
        );
        var input = new RecordedInput(kafka["KAFKA_BOOTSTRAP"]) { Partitions = RawPartitions, KeyOf = line => Key(by, line) };
        await input.CreateTopicsAsync();
        var lines = Recordings.Lines("S0", "S1");
        await input.PublishAsync(lines, Night, TestContext.Current.CancellationToken);
        using var service = StreamsService.Start(configuration);
        using var metrics = new ServiceMetrics(await service.ReadyAsync());
        await metrics.WaitForFrontierAsync(input.Clock, SignalPartitions);
        await Task.Delay(TimeSpan.FromSeconds(2)); // the last commit
        Assert.Equal(0, await service.StopAsync());

        var outcome = await RunOutcome.ReadAsync(kafka["KAFKA_BOOTSTRAP"], new TopicNames());
        var alerts = new FinalAlerts();
        foreach (var (alert, _, _) in outcome.Alerts)
        {
            alerts.Alert(alert);
        }

        SameAlerts.Check(FinalAlerts.Replay(lines, drain: Night), alerts);
        var lasting = Shipped.Rules.Roots.Values.Where(r => r.Meta.Suppress > Night).Select(r => r.Meta.Id).ToHashSet();
        Assert.All(alerts.Standing.Where(a => !lasting.Contains(a.RuleId)), alert => Assert.Equal(AlertStatus.Closed, alert.Status));
    }

    /// <summary>Parts of a container's line share a partition whoever keys them: shippers key containers by node or container (docs/sources.md).</summary>
    private static byte[]? Key(string by, RecordedLine line) =>
        by == "node" ? "node-1"u8.ToArray()
        : line.Source == EventSource.Container ? Pod(line.Value)
        : by == "container" ? Encoding.UTF8.GetBytes(line.Source.Name())
        : null;

    private static byte[] Pod(ReadOnlySpan<byte> line)
    {
        var from = line.IndexOf("\"pod_name\":\""u8);
        return from < 0 ? "none"u8.ToArray() : line[(from + 12)..][..line[(from + 12)..].IndexOf((byte)'"')].ToArray();
    }
}
