using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Support;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>
/// What former versions left in the middle of attacks is taken on. Their state lies in <c>former/VERSION</c>, a copy as <c>streams state export</c> writes it;
/// that of a version about to be released is kept by the explicit test.
/// </summary>
public sealed class UpgradeTests
{
    private const int Partitions = 2;

    public static TheoryData<string> Former() =>
        [.. Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "former")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)]; // a path has a name

    [Theory]
    [MemberData(nameof(Former))]
    public async Task What_a_former_version_left_open_goes_on_and_nothing_is_opened_twice(string version)
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = Configuration(folder, kafka["KAFKA_BOOTSTRAP"]);
        var input = new RecordedInput(kafka["KAFKA_BOOTSTRAP"]);
        await input.CreateTopicsAsync();
        var imported = await StreamsCommand.RunAsync("state", "import", Path.Combine(AppContext.BaseDirectory, "former", version), "--config", configuration);
        Assert.True(imported.ExitCode == 0, imported.Output);
        var before = await RunOutcome.ReadAsync(kafka["KAFKA_BOOTSTRAP"], new TopicNames());
        var (_, rest) = Halves();
        await input.PublishAsync(rest, TimeSpan.FromHours(2), TestContext.Current.CancellationToken);
        await RunAsync(configuration, input.Clock, null);
        var after = await RunOutcome.ReadAsync(kafka["KAFKA_BOOTSTRAP"], new TopicNames());

        Assert.NotEmpty(Unfinished(before));
        Assert.Empty(Unfinished(after));
        Assert.All(after.Alerts.Where(a => a.Alert.Status == AlertStatus.Open).GroupBy(a => a.Alert.Id), opened => Assert.Single(opened));
        Assert.Empty(after.Dead);
    }

    /// <summary><c>STREAMS_FORMER</c> names the version's <c>streams.dll</c>, <c>STREAMS_FORMER_COPY</c> the directory.</summary>
    [Fact(Explicit = true)]
    public async Task The_state_of_a_version_is_kept()
    {
        var (former, copy) = (Environment.GetEnvironmentVariable("STREAMS_FORMER"), Environment.GetEnvironmentVariable("STREAMS_FORMER_COPY"));
        Assert.False(string.IsNullOrEmpty(former) || string.IsNullOrEmpty(copy));
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var input = new RecordedInput(kafka["KAFKA_BOOTSTRAP"]);
        await input.CreateTopicsAsync();
        await input.PublishAsync(Halves().First, TimeSpan.Zero, TestContext.Current.CancellationToken);
        var configuration = Configuration(folder, kafka["KAFKA_BOOTSTRAP"]);
        await RunAsync(configuration, input.Clock, former);
        var exported = await StreamsCommand.RunAsync("state", "export", "--config", configuration, "--out", copy);
        Assert.True(exported.ExitCode == 0, exported.Output);
    }

    /// <summary>Cut where attacks go on.</summary>
    private static (List<RecordedLine> First, List<RecordedLine> Second) Halves()
    {
        var lines = Recordings.Lines("S0", "S1");
        var half = lines.Count * 4 / 5;
        return (lines[..half], lines[half..]);
    }

    private static string Configuration(TemporaryFolder folder, string bootstrap) =>
        folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{bootstrap}}", signalPartitions: {{Partitions}}, rawPartitions: 1}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            """
        );

    /// <summary>The alerts that are neither closed nor superseded.</summary>
    private static string[] Unfinished(RunOutcome outcome) =>
        [
            .. outcome
                .Alerts.GroupBy(a => a.Alert.Id)
                .Where(a => a.Last().Alert.Status is not (AlertStatus.Closed or AlertStatus.Superseded))
                .Select(a => $"{a.Key} {a.Last().Alert.RuleId} {a.Last().Alert.Status}"),
        ];

    private static async Task RunAsync(string configuration, Timestamp clock, string? program)
    {
        using var service = StreamsService.Start(configuration, program: program);
        using var metrics = new ServiceMetrics(await service.ReadyAsync());
        await metrics.WaitForFrontierAsync(clock, Partitions);
        await Task.Delay(TimeSpan.FromSeconds(2)); // the last commit
        Assert.Equal(0, await service.StopAsync());
    }
}
