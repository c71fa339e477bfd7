using Streams.Connectors.Files.Recordings;
using Streams.Host.Replaying;
using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;
using Streams.Topologies.Offline;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>What the rules saw of lines: the events that each matched, what each correlation was given of them, and the alerts that came of it.</summary>
internal sealed class CorrelationTrace : IOfflineResults
{
    private readonly StandingAlerts _alerts = new();

    private CorrelationTrace() { }

    public List<Event> Events { get; } = [];

    public List<Signal> Signals { get; } = [];

    public IEnumerable<Alert> Alerts => _alerts.All.Values.OrderBy(a => a.Time);

    public int DeadLines { get; private set; }

    public static CorrelationTrace Of(RulePlan plan, IReadOnlyList<RecordingFile> files, PipelineOptions options)
    {
        var trace = new CorrelationTrace();
        var recording = new Recording(files, options.Normalise.Parser);
        var pipeline = new OfflinePipeline(plan, options, recording.Sources, ModelLibrary.Load(), trace);
        RecordedRun.OfTimes(recording, pipeline);
        return trace;
    }

    void IOfflineResults.Alert(Alert alert) => _alerts.Add(alert);

    void IOfflineResults.Event(Event e) => Events.Add(e);

    void IOfflineResults.Signal(Signal signal) => Signals.Add(signal);

    void IOfflineResults.Dead(Streams.Schemas.DeadLetters.DeadLetter letter) => DeadLines++;
}
