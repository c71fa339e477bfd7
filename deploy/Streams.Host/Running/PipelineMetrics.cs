using Prometheus;
using Streams.Schemas.Events;

namespace Streams.Host.Running;

/// <summary>What the stages and sinks have counted, for Prometheus; read once a second, never per record.</summary>
internal sealed class PipelineMetrics : IAsyncDisposable
{
    private static readonly Gauge Elements = Metrics.CreateGauge("streams_normalise_elements", "Elements of stage A by raw partition and where they went; kept across restarts.", "origin", "result");
    private static readonly Gauge Irregular = Metrics.CreateGauge("streams_stage_irregular_records", "Late and duplicate records by task of B and C.", "task", "kind");
    private static readonly Gauge Blind = Metrics.CreateGauge("streams_absence_blind_conclusions", "Absence rules that could not conclude, by rule.", "rule");
    private static readonly Gauge Ready = Metrics.CreateGauge("streams_ready", "1 when all state is restored and every stage has its partitions.");
    private static readonly Gauge Watermark = Metrics.CreateGauge("streams_correlate_frontier_timestamp_seconds", "By partition of C: the append time up to which everything has arrived.", "partition");
    private static readonly Gauge SinkAlerts = Metrics.CreateGauge("streams_sink_alerts", "Alerts by sink: delivered, refused for good.", "sink", "result");
    private static readonly Gauge SinkRetries = Metrics.CreateGauge("streams_sink_retries", "Batches that had to be tried again, by sink.", "sink");
    private readonly Pipeline _pipeline;
    private readonly SinkSet _sinks;
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private readonly Task _running;

    private PipelineMetrics(Pipeline pipeline, SinkSet sinks)
    {
        (_pipeline, _sinks) = (pipeline, sinks);
        _running = RunAsync();
    }

    public static PipelineMetrics Start(Pipeline pipeline, SinkSet sinks) => new(pipeline, sinks);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        do
        {
            Publish();
        }
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false));
    }

    private void Publish()
    {
        Ready.Set(_pipeline.Ready ? 1 : 0);
        foreach (var (origin, account) in _pipeline.Board.Accounts)
        {
            Elements.WithLabels(origin, "in").Set(account.In);
            Elements.WithLabels(origin, "events").Set(account.Events);
            Elements.WithLabels(origin, "fragments").Set(account.Fragments);
            Elements.WithLabels(origin, "dead").Set(account.Dead);
            Elements.WithLabels(origin, "health").Set(account.Health);
            Elements.WithLabels(origin, "future").Set(account.Future);
            Elements.WithLabels(origin, "ungrouped").Set(account.Ungrouped);
        }

        foreach (var (task, counts) in _pipeline.Board.Irregular)
        {
            Irregular.WithLabels(task, "late").Set(counts.Late);
            Irregular.WithLabels(task, "duplicate").Set(counts.Duplicate);
        }

        foreach (var (rule, count) in _pipeline.Board.Blind)
        {
            Blind.WithLabels(rule).Set(count);
        }

        foreach (var (partition, frontier) in _pipeline.Board.Frontiers)
        {
            Watermark.WithLabels($"{partition}").Set(frontier == EventTime.None ? 0 : frontier / (double)EventTime.Second);
        }

        foreach (var sink in _sinks.Runners)
        {
            SinkAlerts.WithLabels(sink.Name, "delivered").Set(sink.Delivered);
            SinkAlerts.WithLabels(sink.Name, "refused").Set(sink.Refused);
            SinkRetries.WithLabels(sink.Name).Set(sink.Retries);
        }
    }
}
