using Prometheus;
using Streams.Host.Running;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;

namespace Streams.Host.WebConsole.Figures;

/// <summary>Samples the sources' figures; one caller at a time.</summary>
internal sealed class SourceSampler(Pipeline pipeline)
{
    // The engine keeps this gauge (docs/metrics.md); here it is only read.
    private static readonly Gauge Lag = Metrics.CreateGauge(
        "streams_engine_lag_records",
        "Committed records of an input partition that were not read yet, from the client's statistics.",
        "stage",
        "topic",
        "partition"
    );
    private readonly Dictionary<EventSource, NormaliseCounts> _before = [];

    /// <summary>The figures now.</summary>
    /// <param name="elapsed">Since the sample before.</param>
    public IReadOnlyList<SourceFigures> Sample(TimeSpan elapsed)
    {
        var lags = Lags();
        var silences = pipeline.Status.Silences.GroupBy(s => s.Key.Source).ToDictionary(s => s.Key, s => s.Sum(n => n.Value));
        return [.. pipeline.Topics.Raw.Keys.Order().Select(source => Sample(source, elapsed, lags, silences.GetValueOrDefault(source)))];
    }

    private SourceFigures Sample(EventSource source, TimeSpan elapsed, Dictionary<string, double> lags, int silent)
    {
        var sum = Sum(pipeline, source);
        var before = _before.GetValueOrDefault(source, sum);
        _before[source] = sum;
        return new SourceFigures
        {
            Source = source,
            Counts = sum,
            Rate = elapsed > TimeSpan.Zero ? Math.Max(sum.In - before.In, 0) / elapsed.TotalSeconds : 0,
            Lateness = Lateness(before, sum, elapsed),
            Lag = lags.TryGetValue(pipeline.Topics.Raw[source], out var lag) ? lag : null,
            SilentNodes = silent,
        };
    }

    /// <summary>
    /// From the newest event's time to what has been read. The frontier counts for no more than time has passed: where a recording or a backlog is replayed it jumps, and tells nothing of lateness.
    /// </summary>
    private static double? Lateness(NormaliseCounts before, NormaliseCounts now, TimeSpan elapsed)
    {
        if (now.Events <= before.Events || !now.Highest.IsKnown || !before.Frontier.IsKnown)
        {
            return null;
        }

        var frontier = Timestamp.Min(now.Frontier, before.Frontier + (elapsed.Ticks * 100));
        return Math.Max(0, (frontier - now.Highest) / (double)Timestamp.Second);
    }

    /// <summary>A source's account over its partitions: counts summed, the highest event time, the least frontier.</summary>
    private static NormaliseCounts Sum(Pipeline pipeline, EventSource source)
    {
        var sum = new NormaliseCounts { Frontier = Timestamp.Never };
        foreach (var (origin, of) in pipeline.Shape.Origins)
        {
            if (of == source && pipeline.Status.Normalise.TryGetValue(origin, out var counts))
            {
                sum.Add(counts);
                sum.Highest = Timestamp.Max(sum.Highest, counts.Highest);
                sum.Frontier = Timestamp.Min(sum.Frontier, counts.Frontier);
            }
        }

        sum.Frontier = sum.Frontier.IsNever ? Timestamp.Unknown : sum.Frontier;
        return sum;
    }

    private static Dictionary<string, double> Lags()
    {
        var lags = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var labels in Lag.GetAllLabelValues())
        {
            lags[labels[1]] = lags.GetValueOrDefault(labels[1]) + Lag.WithLabels(labels).Value;
        }

        return lags;
    }
}
