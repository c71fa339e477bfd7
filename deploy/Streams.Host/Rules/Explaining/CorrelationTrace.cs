using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Topologies.Offline;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>What the rules saw of lines: the events that each matched, what each correlation was given of them, and the alerts that came of it.</summary>
internal sealed class CorrelationTrace : IOfflineResults
{
    private readonly Dictionary<string, Alert> _alerts = new(StringComparer.Ordinal);

    private CorrelationTrace() { }

    public List<Event> Events { get; } = [];

    public List<Signal> Signals { get; } = [];

    public IEnumerable<Alert> Alerts => _alerts.Values.OrderBy(a => a.Time);

    public int DeadLines { get; private set; }

    public static CorrelationTrace Of(RulePlan plan, IReadOnlyList<RecordingFile> files, PipelineOptions options)
    {
        var trace = new CorrelationTrace();
        var recording = new Recording(files, options.Normalise.Parser);
        var pipeline = new OfflinePipeline(plan, options, recording.Sources, ModelLibrary.Load(), trace);
        foreach (var line in recording.Read())
        {
            pipeline.Process(
                line.Source,
                new RawRecord
                {
                    Value = line.Value,
                    AppendTime = line.AppendTime,
                    FileName = line.File,
                },
                new Provenance(line.File, -1, line.Line, line.Line)
            );
        }

        pipeline.Complete();
        return trace;
    }

    void IOfflineResults.Alert(Alert alert)
    {
        if (alert.Status == AlertStatus.Superseded)
        {
            _alerts.Remove(alert.Id);
        }
        else
        {
            _alerts[alert.Id] = alert;
        }
    }

    void IOfflineResults.Event(Event e) => Events.Add(e);

    void IOfflineResults.Signal(Signal signal) => Signals.Add(signal);

    void IOfflineResults.Dead(Streams.Schemas.DeadLetters.DeadLetter letter) => DeadLines++;
}
