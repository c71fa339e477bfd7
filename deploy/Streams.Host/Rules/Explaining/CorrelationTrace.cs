using Streams.Connectors.Files.Recordings;
using Streams.Detections.Rules;
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

    private readonly List<Observation> _observations = [];

    private CorrelationTrace() { }

    /// <summary>How long after a subject's first event nothing is new, where a rule does not say.</summary>
    public required TimeSpan Learning { get; init; }

    public List<Event> Events { get; } = [];

    public List<Signal> Signals { get; } = [];

    public IEnumerable<Alert> Alerts => _alerts.All.Values.OrderBy(a => a.Time);

    public int DeadLines { get; private set; }

    public static CorrelationTrace Of(RulePlan plan, IReadOnlyList<RecordingFile> files, PipelineOptions options)
    {
        var trace = new CorrelationTrace { Learning = options.Observe.Learning };
        var recording = new Recording(files, options.Normalise.Parser);
        var pipeline = new OfflinePipeline(plan, options, recording.Sources, ModelLibrary.Load(), trace);
        RecordedRun.OfTimes(recording, pipeline);
        return trace;
    }

    /// <summary>What was observed for a correlation that stage B judges, and when its subjects were sighted.</summary>
    public IReadOnlyList<Observation> ObservationsOf(CorrelationRule rule) => [.. _observations.Where(o => o.Correlation == rule.ContentHash)];

    /// <summary>What a correlation was given.</summary>
    public IReadOnlyList<Signal> SignalsOf(CorrelationRule rule) => [.. Signals.Where(s => s.Correlation == rule.ContentHash)];

    void IOfflineResults.Observation(Observation observation) => _observations.Add(observation);

    void IOfflineResults.Alert(Alert alert) => _alerts.Add(alert);

    void IOfflineResults.Event(Event e) => Events.Add(e);

    void IOfflineResults.Signal(Signal signal) => Signals.Add(signal);

    void IOfflineResults.Dead(Streams.Schemas.DeadLetters.DeadLetter letter) => DeadLines++;
}
