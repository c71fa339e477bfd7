using Microsoft.Extensions.Logging;
using Prometheus;
using Streams.Detections.Rules;
using Streams.Host.Rules;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Host.Running;

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
    private static readonly Counter Elements = Metrics.CreateCounter(
        "streams_normalise_elements_total",
        "Elements of stage A by raw partition and where they went; kept across restarts.",
        "source",
        "origin",
        "result"
    );
    private static readonly Counter Dialects = Metrics.CreateCounter(
        "streams_normalise_dialect_total",
        "Events of stage A by the envelope and dialect they came in; from the start of the process.",
        "source",
        "dialect"
    );
    private static readonly Counter Irregular = Metrics.CreateCounter(
        "streams_stage_irregular_records_total",
        "Late, duplicate, unknown and early judged records of B and C; kept across restarts.",
        "stage",
        "kind"
    );
    private static readonly Counter Entities = Metrics.CreateCounter(
        "streams_entity_undecodable_records_total",
        "Records of the topic of entities that are neither facts nor watermarks; from the start of the process."
    );
    private static readonly Gauge EventTimes = Metrics.CreateGauge(
        "streams_source_event_timestamp_seconds",
        "The highest event time seen of a source.",
        "source"
    );
    private static readonly Gauge SourceFrontiers = Metrics.CreateGauge(
        "streams_source_frontier_timestamp_seconds",
        "The append time up to which a source has been read.",
        "source"
    );
    private static readonly Gauge Silences = Metrics.CreateGauge(
        "streams_source_silences_open",
        "Nodes of which a source is silent, by the gap rules.",
        "source"
    );
    private static readonly Counter Blind = Metrics.CreateCounter(
        "streams_absence_blind_conclusions_total",
        "Absence rules that could not conclude, by rule.",
        "rule"
    );
    private static readonly Gauge Frontiers = Metrics.CreateGauge(
        "streams_correlate_frontier_timestamp_seconds",
        "By partition of C: the append time up to which everything has arrived.",
        "partition"
    );
    private static readonly Gauge Rules = Metrics.CreateGauge("streams_rule_info", "1 for each rule that is loaded.", "rule", "title", "level", "tactic");
    private static readonly Gauge RuleSet = Metrics.CreateGauge("streams_rule_set_info", "1 for the rule set in force, by its hash.", "version");
    private static readonly Gauge RuleSetFrom = Metrics.CreateGauge(
        "streams_rule_set_effective_timestamp_seconds",
        "The first event time that the rule set in force judges; 0 where it was there from the start."
    );
    private static readonly Counter RuleSetLoads = Metrics.CreateCounter(
        "streams_rule_set_loads_total",
        "Rule sets offered while the service runs: accepted, or rejected as a whole.",
        "result"
    );
    private static readonly Counter Matches = Metrics.CreateCounter("streams_rule_matches_total", "Events that matched, by rule.", "rule");
    private static readonly Counter Alerts = Metrics.CreateCounter("streams_alerts_total", "Alerts opened, by rule.", "rule", "level");
    private static readonly Counter SinkAlerts = Metrics.CreateCounter(
        "streams_sink_alerts_total",
        "Alerts by sink: delivered, refused for good, undecodable, told of by a storm's alert.",
        "sink",
        "result"
    );
    private static readonly Counter SinkRetries = Metrics.CreateCounter("streams_sink_retries_total", "Batches that had to be tried again, by sink.", "sink");
    private static readonly Gauge SinkBacklog = Metrics.CreateGauge("streams_sink_backlog_records", "Alerts that a sink has still to deliver.", "sink");
    private readonly Pipeline _pipeline;
    private readonly SinkSet _sinks;
    private readonly TimeWatch _time;
    private Dictionary<string, string> _levels = [];
    private RuleVersion? _version;
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private readonly Task _running;

    private PipelineMetrics(Pipeline pipeline, SinkSet sinks, ILoggerFactory log)
    {
        (_pipeline, _sinks) = (pipeline, sinks);
        _time = new TimeWatch(pipeline.Shape.Origins, pipeline.Status, TimeProvider.System, log.CreateLogger<TimeWatch>());
        Build.WithLabels(typeof(PipelineMetrics).Assembly.GetName().Version?.ToString(3) ?? "").Set(1);
        FollowRules();
        _running = RunAsync();
    }

    public static PipelineMetrics Start(Pipeline pipeline, SinkSet sinks, ILoggerFactory log) => new(pipeline, sinks, log);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
    }

    /// <summary>The rules in force may be others than before.</summary>
    private void FollowRules()
    {
        var version = _pipeline.Rules.InForce(TimeProvider.System);
        if (ReferenceEquals(version, _version))
        {
            return;
        }

        Forget(_version);
        _version = version;
        var plan = version.Plan;
        RuleSet.WithLabels(version.Name).Set(1);
        RuleSetFrom.Set(version.EffectiveFrom == RuleVersion.Always ? 0 : Seconds(version.EffectiveFrom));
        _levels = plan.Roots.Values.ToDictionary(r => r.Meta.Id, r => Level(r.Meta), StringComparer.Ordinal);
        foreach (var meta in MetaOf(plan))
        {
            Rules.WithLabels(meta.Id, meta.Title, Level(meta), Tactics.Of(meta)).Set(1);
        }

        Begin(plan);
    }

    private static void Forget(RuleVersion? version)
    {
        if (version is null)
        {
            return;
        }

        RuleSet.RemoveLabelled(version.Name);
        foreach (var meta in MetaOf(version.Plan))
        {
            Rules.RemoveLabelled(meta.Id, meta.Title, Level(meta), Tactics.Of(meta));
        }
    }

    private static IEnumerable<RuleMeta> MetaOf(RulePlan plan) =>
        plan.Rules.Detections.Select(d => d.Meta).Concat(plan.Rules.Correlations.Where(c => !c.IsPlain).Select(c => c.Meta));

    /// <summary>The counters of every rule are there from the start: what rises from nothing is no increase to Prometheus, and the first alert of a rule would go unseen.</summary>
    private void Begin(RulePlan plan)
    {
        foreach (var (rule, level) in _levels)
        {
            Alerts.WithLabels(rule, level).Inc(0);
        }

        foreach (var rule in plan.Rules.Detections.Select(d => d.Meta.Id))
        {
            Matches.WithLabels(rule).Inc(0);
        }

        foreach (var rule in plan.Roots.Values.Where(plan.NeedsProof))
        {
            Blind.WithLabels(rule.Meta.Id).Inc(0);
        }
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
        PublishSources();
        Entities.IncTo(_pipeline.UndecodableEntities);
        _time.Look();
        PublishStages();
        PublishRules();
        foreach (var sink in _sinks.Runners)
        {
            SinkAlerts.WithLabels(sink.Name, "delivered").IncTo(sink.Delivered);
            SinkAlerts.WithLabels(sink.Name, "refused").IncTo(sink.Refused);
            SinkAlerts.WithLabels(sink.Name, "undecodable").IncTo(sink.Undecodable);
            SinkAlerts.WithLabels(sink.Name, "folded").IncTo(sink.Folded);
            SinkRetries.WithLabels(sink.Name).IncTo(sink.Retries);
            if (sink.Backlog >= 0)
            {
                SinkBacklog.WithLabels(sink.Name).Set(sink.Backlog);
            }
        }
    }

    private void PublishSources()
    {
        foreach (var (origin, counts) in _pipeline.Status.Normalise)
        {
            Publish(_pipeline.Shape.Origins[origin].Name(), origin, counts);
        }

        foreach (var source in _pipeline.Shape.Origins.GroupBy(o => o.Value, o => o.Key))
        {
            var counts = source.Select(o => _pipeline.Status.Normalise.GetValueOrDefault(o)).OfType<NormaliseCounts>().ToArray();
            if (counts.Length > 0)
            {
                EventTimes.WithLabels(source.Key.Name()).Set(Seconds(counts.Max(a => a.Highest)));
                SourceFrontiers.WithLabels(source.Key.Name()).Set(Seconds(counts.Min(a => a.Frontier)));
            }
        }

        foreach (var silences in _pipeline.Status.Silences.GroupBy(s => s.Key.Source, s => s.Value))
        {
            Silences.WithLabels(silences.Key.Name()).Set(silences.Sum());
        }
    }

    private static void Publish(string source, string origin, NormaliseCounts counts)
    {
        foreach (
            var (result, count) in (ReadOnlySpan<(string, long)>)
                [
                    ("in", counts.In),
                    ("events", counts.Events),
                    ("fragments", counts.Fragments),
                    ("dead", counts.Dead),
                    ("health", counts.Health),
                    ("future", counts.Future),
                    ("ungrouped", counts.Ungrouped),
                    ("unresolved", counts.Early),
                ]
        )
        {
            Elements.WithLabels(source, origin, result).IncTo(count); // never goes back, where an orphan turns a fragment into an event
        }
    }

    private void PublishStages()
    {
        foreach (var stage in _pipeline.Status.Counts.GroupBy(c => c.Key[..c.Key.IndexOf('-', StringComparison.Ordinal)], c => c.Value))
        {
            var sum = new StageCounts();
            foreach (var counts in stage)
            {
                sum.Add(counts);
            }

            Irregular.WithLabels(stage.Key, "late").IncTo(sum.Late);
            Irregular.WithLabels(stage.Key, "duplicate").IncTo(sum.Duplicate);
            Irregular.WithLabels(stage.Key, "overflow").IncTo(sum.Overflow);
            Irregular.WithLabels(stage.Key, "forgotten").IncTo(sum.Forgotten);
            Irregular.WithLabels(stage.Key, "unknown").IncTo(sum.Unknown);
        }

        foreach (var (partition, frontier) in _pipeline.Status.Frontiers)
        {
            Frontiers.WithLabels($"{partition}").Set(Seconds(frontier));
        }
    }

    private void PublishDialects()
    {
        var sums = new Dictionary<(string Source, string Dialect), long>();
        foreach (var (source, counts) in _pipeline.Status.Dialects.Values)
        {
            foreach (var (name, count) in counts.All)
            {
                sums[(source.Name(), name)] = sums.GetValueOrDefault((source.Name(), name)) + count;
            }
        }

        foreach (var ((source, dialect), count) in sums)
        {
            if (Dialects.WithLabels(source, dialect) is var counter && count > counter.Value)
            {
                counter.IncTo(count); // a partition that went to another process takes its count along
            }
        }
    }

    private void PublishRules()
    {
        PublishDialects();
        FollowRules();
        RuleSetLoads.WithLabels("accepted").IncTo(_pipeline.Rules.Loads.Accepted);
        RuleSetLoads.WithLabels("rejected").IncTo(_pipeline.Rules.Loads.Rejected);
        Publish(Matches, _pipeline.Status.Matches);
        Publish(Blind, _pipeline.Status.Blind);
        foreach (var (rule, count) in _pipeline.Status.Alerts)
        {
            Alerts.WithLabels(rule, _levels.GetValueOrDefault(rule, "")).IncTo(count);
        }
    }

    private static void Publish(Counter counter, IEnumerable<KeyValuePair<string, long>> byRule)
    {
        foreach (var (rule, count) in byRule)
        {
            counter.WithLabels(rule).IncTo(count);
        }
    }

    private static string Level(RuleMeta meta) => meta.Level.ToString().ToLowerInvariant();

    private static double Seconds(long time) => time == EventTime.None ? 0 : time / (double)EventTime.Second;
}
