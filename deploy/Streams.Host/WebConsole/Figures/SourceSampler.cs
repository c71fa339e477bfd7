using Prometheus;
using Streams.Host.Running;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;

namespace Streams.Host.WebConsole.Figures;

/// <summary>Samples the sources' figures; one caller at a time.</summary>
internal sealed class SourceSampler(Pipeline pipeline)
{
    // The engine keeps this gauge (docs/metrics.md); here it is only read.
    private static readonly Gauge Lag = Metrics.CreateGauge("streams_engine_lag_records", "Committed records of an input partition that were not read yet, from the client's statistics.", "stage", "topic", "partition");
    private readonly Dictionary<EventSource, long> _before = [];

    /// <summary>The figures now.</summary>
    /// <param name="elapsed">Since the sample before.</param>
    public IReadOnlyList<SourceFigures> Sample(TimeSpan elapsed)
    {
        var lags = Lags();
        var silences = pipeline.Board.Silences.GroupBy(s => s.Key.Source).ToDictionary(s => s.Key, s => s.Sum(n => n.Value));
        return [.. pipeline.Topics.Raw.Keys.Order().Select(source => Sample(source, elapsed, lags, silences.GetValueOrDefault(source)))];
    }

    private SourceFigures Sample(EventSource source, TimeSpan elapsed, Dictionary<string, double> lags, int silent)
    {
        var sum = Sum(pipeline, source);
        var came = sum.In - _before.GetValueOrDefault(source, sum.In);
        _before[source] = sum.In;
        var isKnown = came > 0 && sum.Highest != EventTime.None && sum.Frontier != EventTime.None;
        return new SourceFigures
        {
            Source = source,
            Account = sum,
            Rate = elapsed > TimeSpan.Zero ? Math.Max(came, 0) / elapsed.TotalSeconds : 0,
            Lateness = isKnown ? Math.Max(0, (sum.Frontier - sum.Highest) / (double)EventTime.Second) : null,
            Lag = lags.TryGetValue(pipeline.Topics.Raw[source], out var lag) ? lag : null,
            SilentNodes = silent,
        };
    }

    /// <summary>A source's account over its partitions: counts summed, the highest event time, the least frontier.</summary>
    private static StageAccount Sum(Pipeline pipeline, EventSource source)
    {
        var sum = new StageAccount { Frontier = long.MaxValue };
        foreach (var (origin, of) in pipeline.Shape.Origins)
        {
            if (of == source && pipeline.Board.Accounts.TryGetValue(origin, out var account))
            {
                sum.Add(account);
                sum.Highest = Math.Max(sum.Highest, account.Highest);
                sum.Frontier = Math.Min(sum.Frontier, account.Frontier);
            }
        }

        sum.Frontier = sum.Frontier == long.MaxValue ? EventTime.None : sum.Frontier;
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
