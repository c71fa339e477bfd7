using Streams.Models.Features;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Features;
using Streams.Schemas.Signals;

namespace Streams.EndToEnd.Tests.Servers;

public sealed class KillTests
{
    private const int Seed = 20261124;
    private const int Partitions = 2;
    private static readonly bool Long = Environment.GetEnvironmentVariable("STREAMS_LONG") is { Length: > 0 };

    [Fact]
    public async Task Killed_ten_times_nothing_is_lost_and_nothing_doubled_in_events_windows_scores_alerts_or_Loki()
    {
        var undisturbed = await RunAsync(null, kills: 0);
        using var loki = RealLoki.UpOrSkip();
        var killed = await RunAsync(loki, kills: 10);

        Assert.Equal(undisturbed.Raw, killed.Raw);
        AssertEventsOnce(undisturbed);
        AssertEventsOnce(killed);
        Assert.Equal(Keys(undisturbed.Events), Keys(killed.Events));
        Assert.All(killed.Windows.GroupBy(w => (w.Set, w.Cluster, w.Entity, w.WindowStart, w.WindowEnd)), same => Assert.Single(same));
        var isWhole = Told(undisturbed).SetEquals(Told(killed));
        Assert.Equal(Rows(undisturbed, killed, isWhole), Rows(killed, undisturbed, isWhole));
        Assert.NotEmpty(killed.Alerts);
        Assert.All(killed.Alerts.Where(a => a.Alert.Status == AlertStatus.Open).GroupBy(a => a.Alert.Id), opened => Assert.Single(opened));
        var (more, fewer) = (killed.Final.Except(undisturbed.Final), undisturbed.Final.Except(killed.Final)); // told whole: a collection is cut short
        Assert.True(!more.Any() && !fewer.Any(), $"killed: {string.Join('\n', more)}\nundisturbed: {string.Join('\n', fewer)}");

        var expected = killed.Alerts.Select(a => (a.AppendTimeMs * 1_000_000, AlertJson.Serialize(a.Alert))).Distinct().Order().ToArray();
        var found = await loki.QueryUntilAsync("{job=\"streams\"}", f => f.Count >= expected.Length, TimeSpan.FromSeconds(20));
        Assert.Equal(expected, found.Select(f => (f.Time, f.Line)).Order());
    }

    private static async Task<RunOutcome> RunAsync(RealLoki? loki, int kills)
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", signalPartitions: {{Partitions}}}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            sinks:
              loki: {url: "{{loki?.Url}}"}
            """
        );
        var input = new RecordedInput(kafka["KAFKA_BOOTSTRAP"]);
        await input.CreateTopicsAsync();
        var lines = Long ? RecordedInput.Lines(20_000, 30_000) : RecordedInput.Lines(6_000, 14_000);
        var models = new SwappedModels(lines.Attack[0].AppendTime, lines.Attack[lines.Attack.Length / 2].AppendTime);
        await models.PublishAsync(kafka["KAFKA_BOOTSTRAP"], input.Topics);
        using var stop = new CancellationTokenSource();
        var publishing = input.PublishAsync(lines, Long ? 6 : 9, stop.Token);
        try
        {
            // The undisturbed service runs beside the publisher as well: both runs see the sources side by side.
            using var beside = kills == 0 ? StreamsService.Start(configuration) : null;
            await KillAsync(configuration, kills);
            await publishing;
            if (beside is not null)
            {
                Assert.Equal(0, await beside.StopAsync());
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        using var service = StreamsService.Start(configuration);
        using var metrics = new ServiceMetrics(await service.ReadyAsync());
        await metrics.WaitForFrontierAsync(input.Clock, Partitions);
        await Task.Delay(TimeSpan.FromSeconds(2)); // the last commit
        if (loki is not null)
        {
            await metrics.WaitForSinksAsync();
        }

        Assert.Equal(0, await service.StopAsync());
        var outcome = await RunOutcome.ReadAsync(kafka["KAFKA_BOOTSTRAP"], input.Topics);
        Assert.Equal(models.Expected(outcome.Windows), await SwappedModels.ScoresAsync(kafka["KAFKA_BOOTSTRAP"], input.Topics));
        return outcome;
    }

    private static async Task KillAsync(string configuration, int kills)
    {
        var random = new Random(Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            using var service = StreamsService.Start(configuration);
            if (kill % 4 != 3)
            {
                await service.ReadyAsync();
            }

            await Task.Delay(random.Next(200, 2_500));
            Assert.False(service.HasExited, service.Output);
            service.Kill();
        }
    }

    /// <summary>Every raw record is in an event, once, or a dead letter.</summary>
    private static void AssertEventsOnce(RunOutcome run)
    {
        Assert.All(Keys(run.Events).GroupBy(k => k), same => Assert.Single(same));
        var covered = new HashSet<string>(run.Dead);
        foreach (var e in run.Events)
        {
            // The parts of a joined line lie between its first and its last.
            for (var offset = e.Provenance.Position; offset <= e.Provenance.LastPosition; offset++)
            {
                covered.Add($"{e.Provenance.Origin}/{e.Provenance.Partition}/{offset}");
            }
        }

        Assert.Empty(run.Raw.Where(r => !covered.Contains(r)).Take(10));
    }

    /// <summary>
    /// What a workload did, and towards whom. An event waits for its pod in local time, and no longer: where another source was ahead after a kill it went on without,
    /// and is another behaviour. Nothing else makes a difference. What came in from outside is no behaviour.
    /// </summary>
    private static HashSet<string> Told(RunOutcome run) =>
        [
            .. run
                .Events.Where(e => e.Entities[EntityKind.Direction] != "inbound")
                .Select(e => $"{e.Id} {string.Join('|', EntityKinds.All.Select(k => e.Entities[k]))}"),
        ];

    /// <summary>
    /// The windows of a run that the other has had the time to close as well: whole; where events were told otherwise those of principals alone, which hang on no pod,
    /// and without how surprising their events were, which hangs on what came before.
    /// </summary>
    private static string[] Rows(RunOutcome run, RunOutcome other, bool isWhole) =>
        [
            .. run
                .Windows.Where(w => w.WindowEnd <= other.Windows.Max(o => o.WindowEnd) && (isWhole || w.Kind == "principal"))
                .Select(w => $"{w.Set} {w.Cluster} {w.Entity} {w.WindowStart} {w.WindowEnd} {w.Events} {string.Join(' ', isWhole ? w.Values : Counted(w))}")
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<float> Counted(FeatureVector window) =>
        FeatureSets
            .Find(window.Set)!
            .Columns.Zip(window.Values) // it is one of ours
            .Where(c => !c.First.Name.Contains("surprise", StringComparison.Ordinal))
            .Select(c => c.Second);

    private static string[] Keys(IReadOnlyList<Event> events) =>
        [
            .. events
                .Select(e => $"{e.Provenance.Origin}/{e.Provenance.Partition}/{e.Provenance.Position:D8}-{e.Provenance.LastPosition:D8} {e.Id}")
                .Order(StringComparer.Ordinal),
        ];
}
