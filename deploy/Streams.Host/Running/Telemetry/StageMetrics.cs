using Prometheus;
using Streams.Topologies.Binding;
using Streams.Topologies.Time;

namespace Streams.Host.Running.Telemetry;

/// <summary>What stages B and C have counted and how far they have come.</summary>
internal sealed class StageMetrics(PipelineStatus status)
{
    private static readonly Counter Irregular = Metrics.CreateCounter(
        "streams_stage_irregular_records_total",
        "Late, duplicate, unknown and early judged records of B and C; kept across restarts.",
        "stage",
        "kind"
    );
    private static readonly Counter Quarantined = Metrics.CreateCounter(
        "streams_quarantine_values_total",
        "What alerts rest on, by what became of it: held back from learning, let in after all, forgotten; from the start of the process.",
        "result"
    );
    private static readonly Gauge Waiting = Metrics.CreateGauge("streams_quarantine_values", "Values that alerts rest on and that teach nothing now.");
    private static readonly Gauge Frontiers = Metrics.CreateGauge(
        "streams_correlate_frontier_timestamp_seconds",
        "By partition of C: the append time up to which everything has arrived.",
        "partition"
    );

    public void Publish()
    {
        foreach (var stage in status.Counts.GroupBy(c => c.Key[..c.Key.IndexOf('-', StringComparison.Ordinal)], c => c.Value))
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

        Quarantined.WithLabels("held").IncTo(status.Quarantine.Values.Sum(q => q.Held));
        Quarantined.WithLabels("let_in").IncTo(status.Quarantine.Values.Sum(q => q.LetIn));
        Quarantined.WithLabels("forgotten").IncTo(status.Quarantine.Values.Sum(q => q.Forgotten));
        Waiting.Set(status.Quarantine.Values.Sum(q => q.Waiting));
        foreach (var (partition, frontier) in status.Frontiers)
        {
            Frontiers.WithLabels($"{partition}").Set(UnixSeconds.Of(frontier));
        }
    }
}
