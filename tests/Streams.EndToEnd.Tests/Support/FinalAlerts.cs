using Streams.Connectors.Files.Recordings;
using Streams.Host.Replaying;
using Streams.Host.Rules;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Offline;

namespace Streams.EndToEnd.Tests.Support;

/// <summary>The last state of every alert, in the form in which runs are compared.</summary>
internal sealed class FinalAlerts : IOfflineResults
{
    private readonly StandingAlerts _alerts = new();
    private readonly Lock _gate = new();

    /// <summary>Alerts that still stand.</summary>
    public IReadOnlyCollection<Alert> Standing
    {
        get
        {
            lock (_gate)
            {
                return [.. _alerts.All.Values];
            }
        }
    }

    /// <summary>Replays lines without Kafka, by the delivered rules or those of a path; time goes on behind them for a while.</summary>
    public static FinalAlerts Replay(IReadOnlyList<RecordedLine> lines, string? rules = null, TimeSpan? drain = null)
    {
        var alerts = new FinalAlerts();
        var options = new PipelineOptions();
        var pipeline = new OfflinePipeline(
            rules is null ? Shipped.Rules : RuleLibrary.Load(rules),
            options with
            {
                Drain = drain ?? options.Drain,
            },
            EventSources.All,
            ModelLibrary.Load(),
            alerts
        );
        RecordedRun.Of(lines, pipeline);
        Assert.True(pipeline.Counts.IsBalanced, pipeline.Counts.ToString());
        return alerts;
    }

    /// <inheritdoc/>
    public void Alert(Alert alert)
    {
        lock (_gate)
        {
            _alerts.Add(alert);
        }
    }

    /// <summary>Whether the last telling of a running alert was news or growth hangs on what arrived first; that it runs does not.</summary>
    private static AlertStatus StateOf(Alert alert) => alert.Status == AlertStatus.Renewed ? AlertStatus.Updated : alert.Status;

    /// <summary>Id, rule, status, times, entities and each evidence's source, event id and excerpt: a line each, in order.</summary>
    public string[] Comparable() =>
        [
            .. Standing
                .OrderBy(a => a.Id, StringComparer.Ordinal)
                .Select(a =>
                    $"{a.Id} {a.RuleId} {a.Title} {StateOf(a)} {a.Time} {a.FirstSeen} {a.LastSeen} {a.Count} "
                    + string.Join(
                        ',',
                        Enumerable.Range(0, EntityKinds.Count).Select(k => a.Entities[(EntityKind)k] is { } v ? $"{(EntityKind)k}={v}" : null).OfType<string>()
                    )
                    + string.Concat(a.Evidence.Select(e => $" | {e.Source} {e.EventId} {e.Excerpt}"))
                ),
        ];
}
