using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Support;
using Streams.Schemas.Alerts;
using Streams.Topologies.Binding;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>State that is exported and imported: another Kafka and another prefix go on where the first ended.</summary>
public sealed class MovedStateTests
{
    private const int Partitions = 2;

    [Theory(Explicit = true)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Moved_in_the_middle_of_attacks_also_to_more_partitions_the_alerts_are_those_of_replay_and_none_is_opened_again(int partitions)
    {
        using var folder = new TemporaryFolder();
        var copy = Path.Combine(folder.Path, "copy");
        var lines = Recordings.Lines("S0", "S1");
        var half = lines.Count * 4 / 5; // the attacks stand at the end
        using (var first = ServerScript.UpOrSkip("kafka"))
        {
            var configuration = Configuration(folder, "first", first["KAFKA_BOOTSTRAP"], "", Partitions);
            await RunAsync(configuration, first["KAFKA_BOOTSTRAP"], lines[..half], isLast: false, Partitions);
            var exported = await StreamsCommand.RunAsync("state", "export", "--config", configuration, "--out", copy);
            Assert.True(exported.ExitCode == 0, exported.Output);
            Assert.DoesNotContain("not read yet", exported.Output, StringComparison.Ordinal);
        }

        using var second = ServerScript.UpOrSkip("kafka");
        var moved = Configuration(folder, "second", second["KAFKA_BOOTSTRAP"], "prefix: moved, ", partitions);
        await new RecordedInput(second["KAFKA_BOOTSTRAP"]).CreateTopicsAsync(); // an import would make them with the broker's time
        var imported = await StreamsCommand.RunAsync("state", "import", copy, "--config", moved);
        Assert.True(imported.ExitCode == 0, imported.Output);
        await RunAsync(moved, second["KAFKA_BOOTSTRAP"], lines[half..], isLast: true, partitions);

        var outcome = await RunOutcome.ReadAsync(second["KAFKA_BOOTSTRAP"], new TopicNames().Named(n => $"moved.{n}") with { Raw = new TopicNames().Raw });
        var alerts = new FinalAlerts();
        foreach (var (alert, _, _) in outcome.Alerts)
        {
            alerts.Alert(alert);
        }

        SameAlerts.Check(FinalAlerts.Replay(lines), alerts);
        Assert.All(outcome.Alerts.Where(a => a.Alert.Status == AlertStatus.Open).GroupBy(a => a.Alert.Id), opened => Assert.Single(opened));

        var again = await StreamsCommand.RunAsync("state", "import", copy, "--config", moved);
        Assert.Equal(3, again.ExitCode);
        Assert.Contains("moved.alerts holds records already; mend:", again.Output, StringComparison.Ordinal);
    }

    private static string Configuration(TemporaryFolder folder, string name, string bootstrap, string prefix, int partitions) =>
        folder.Write(
            $"{name}.yaml",
            $$"""
            kafka:
              {bootstrap: "{{bootstrap}}", {{prefix}}signalPartitions: {{partitions}}, rawPartitions: 1,
               raw: {audit: raw.audit, container: raw.container, dns: raw.dns, journal: raw.journal, kernel: raw.kernel, ebpf: raw.ebpf} }
            state: {directory: "{{folder.Path}}/{{name}}"}
            http: {listen: "127.0.0.1:0"}
            """
        );

    private static async Task RunAsync(string configuration, string bootstrap, List<RecordedLine> lines, bool isLast, int partitions)
    {
        var input = new RecordedInput(bootstrap);
        await input.CreateTopicsAsync();
        await input.PublishAsync(lines, isLast ? TimeSpan.FromHours(2) : TimeSpan.Zero, TestContext.Current.CancellationToken);
        using var service = StreamsService.Start(configuration);
        using var metrics = new ServiceMetrics(await service.ReadyAsync());
        await metrics.WaitForFrontierAsync(input.Clock, partitions);
        await Task.Delay(TimeSpan.FromSeconds(2)); // the last commit
        Assert.Equal(0, await service.StopAsync());
    }
}
