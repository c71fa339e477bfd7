using Streams.Connectors.Files.Recordings;
using Streams.Host.Replaying;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Offline;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Backtests;

/// <summary>A recording through the rules, as <c>replay</c> does it, kept in memory: the alerts that stand at its end.</summary>
internal sealed class Backtest : IOfflineResults
{
    private readonly StandingAlerts _alerts = new();
    private Timestamp _first = Timestamp.Never;
    private Timestamp _last = Timestamp.Unknown;

    private Backtest() { }

    /// <summary>The alerts in the order of their times.</summary>
    public IReadOnlyList<Alert> Alerts => [.. _alerts.All.Values.OrderBy(a => a.Time).ThenBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>How long the recording is, in days; never nothing.</summary>
    public double Days => _last <= _first ? 1 : Math.Max((_last - _first) / (86_400.0 * Timestamp.Second), 1.0 / 86_400);

    /// <summary>How many events there were.</summary>
    public long Events { get; private set; }

    /// <summary>Runs a recording.</summary>
    public static Backtest Run(RulePlan plan, IReadOnlyList<RecordingFile> files, PipelineOptions options)
    {
        var results = new Backtest();
        var recording = new Recording(files, options.Normalise.Parser);
        var pipeline = new OfflinePipeline(plan, options, recording.Sources, ModelLibrary.Load(), results);
        RecordedRun.OfTimes(recording, pipeline);
        return results;
    }

    void IOfflineResults.Alert(Alert alert) => _alerts.Add(alert);

    void IOfflineResults.Event(Event e)
    {
        Events++;
        (_first, _last) = (Timestamp.Min(_first, e.Time), Timestamp.Max(_last, e.Time));
    }
}
