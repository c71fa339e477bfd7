using Prometheus;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Normalise;

namespace Streams.Host.Running.Telemetry;

/// <summary>What stage A has counted and how far time has come, by source.</summary>
internal sealed class SourceMetrics(IReadOnlyDictionary<string, EventSource> origins, PipelineStatus status)
{
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

    public void Publish()
    {
        foreach (var (origin, counts) in status.Normalise)
        {
            PublishElements(origins[origin].Name(), origin, counts);
        }

        foreach (var source in origins.GroupBy(o => o.Value, o => o.Key))
        {
            PublishTimes(source.Key, [.. source.Select(o => status.Normalise.GetValueOrDefault(o)).OfType<NormaliseCounts>()]);
        }

        foreach (var silences in status.Silences.GroupBy(s => s.Key.Source, s => s.Value))
        {
            Silences.WithLabels(silences.Key.Name()).Set(silences.Sum());
        }

        PublishDialects();
    }

    private static void PublishTimes(EventSource source, NormaliseCounts[] counts)
    {
        if (counts.Length > 0)
        {
            EventTimes.WithLabels(source.Name()).Set(UnixSeconds.Of(counts.Max(a => a.Highest)));
            SourceFrontiers.WithLabels(source.Name()).Set(UnixSeconds.Of(counts.Min(a => a.Frontier)));
        }
    }

    private static void PublishElements(string source, string origin, NormaliseCounts counts)
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

    private void PublishDialects()
    {
        var sums = new Dictionary<(string Source, string Dialect), long>();
        foreach (var (source, counts) in status.Dialects.Values)
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
}
