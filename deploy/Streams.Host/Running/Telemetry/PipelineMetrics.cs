using Microsoft.Extensions.Logging;
using Prometheus;
using Streams.Host.Sinks;

namespace Streams.Host.Running.Telemetry;

/// <summary>What the stages and sinks have counted, for Prometheus; read once a second, never per record. docs/metrics.md lists them.</summary>
internal sealed class PipelineMetrics : IAsyncDisposable
{
    /// <summary>There before the pipeline is, so that a service that waits or restores is not taken for one that is gone.</summary>
    public static readonly Gauge Ready = Metrics.CreateGauge("streams_ready", "1 when all state is restored and every stage has its partitions.");
    private static readonly Gauge Build = Metrics.CreateGauge("streams_build_info", "1, with the version as label.", "version");
    private static readonly Gauge Watchdog = Metrics.CreateGauge(
        "streams_watchdog_timestamp_seconds",
        "When these figures were last published.",
        new GaugeConfiguration { SuppressInitialValue = true }
    ); // no figure is stale before the first
    private readonly Pipeline _pipeline;
    private readonly SourceMetrics _sources;
    private readonly StageMetrics _stages;
    private readonly RuleMetrics _rules;
    private readonly ModelMetrics _models;
    private readonly SinkMetrics _sinks;
    private readonly TimeWatch _time;
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private readonly Task _running;

    private PipelineMetrics(Pipeline pipeline, SinkSet sinks, ILoggerFactory log)
    {
        _pipeline = pipeline;
        _sources = new SourceMetrics(pipeline.Shape.Origins, pipeline.Status);
        _stages = new StageMetrics(pipeline.Status);
        _rules = new RuleMetrics(pipeline.Rules, pipeline.Status);
        _models = new ModelMetrics(pipeline.Models, pipeline.Drift, TimeProvider.System);
        _sinks = new SinkMetrics(sinks.Runners, TimeProvider.System);
        _time = new TimeWatch(pipeline.Shape.Origins, pipeline.Status, TimeProvider.System, log.CreateLogger<TimeWatch>());
        Build.WithLabels(typeof(PipelineMetrics).Assembly.GetName().Version?.ToString(3) ?? "").Set(1);
        _running = RunAsync();
    }

    public static PipelineMetrics Start(Pipeline pipeline, SinkSet sinks, ILoggerFactory log) => new(pipeline, sinks, log);

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
        } while (await _timer.WaitForNextTickAsync().ConfigureAwait(false));
    }

    private void Publish()
    {
        Ready.Set(_pipeline.Ready ? 1 : 0);
        Watchdog.SetToCurrentTimeUtc();
        EntityMetrics.Publish(_pipeline.EntityTable, _pipeline.UndecodableEntities);
        SealMetrics.Publish(_pipeline.Seals, _pipeline.Topics);
        _time.Look();
        _sources.Publish();
        _stages.Publish();
        _rules.Publish();
        _models.Publish();
        _sinks.Publish();
    }
}
