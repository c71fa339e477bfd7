using System.Globalization;
using Confluent.Kafka;
using Prometheus;

namespace Streams.Engine.Telemetry;

/// <summary>The figures of one KafkaStream instance: noted by its stream thread without locks, published by the engine once a second.</summary>
internal sealed class StageTelemetry(string stage, TimeProvider time)
{
    private readonly Histogram.Child _commit = EngineMetrics.Commit.WithLabels(stage);
    private readonly Histogram.Child _latency = EngineMetrics.Latency.WithLabels(stage);
    private readonly Counter.Child _process = EngineMetrics.Process.WithLabels(stage);
    private readonly Dictionary<string, (TopicTraffic Traffic, Counter.Child Records, Counter.Child Bytes)> _topics = [];
    private readonly Dictionary<string, (long Records, long Bytes, long Ticks)> _published = [];
    private readonly Lock _gate = new();
    private HashSet<TopicPartition> _lagging = [];
    private long _newest;
    private long _commitBegan;

    /// <summary>The traffic of an input topic; one object for the life of the instance.</summary>
    public TopicTraffic Of(string topic)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(topic, out var known))
            {
                _topics[topic] = known = (new TopicTraffic(), EngineMetrics.Records.WithLabels(stage, topic), EngineMetrics.Bytes.WithLabels(stage, topic));
                _published[topic] = default;
            }

            return known.Traffic;
        }
    }

    /// <summary>A record that the broker has stamped was taken; milliseconds since the epoch.</summary>
    public void Appended(long timestampMs) => _newest = Math.Max(_newest, timestampMs);

    /// <summary>A commit begins.</summary>
    public void CommitBegins() => _commitBegan = time.GetTimestamp();

    /// <summary>It has succeeded.</summary>
    public void CommitEnds()
    {
        _commit.Observe(time.GetElapsedTime(_commitBegan).TotalSeconds);
        if (_newest > 0)
        {
            _latency.Observe(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - _newest) / 1000.0);
            _newest = 0;
        }
    }

    /// <summary>The client's statistics came.</summary>
    public void Statistics(string json)
    {
        var now = new HashSet<TopicPartition>();
        foreach (var (place, lag) in ClientStatistics.Lags(json))
        {
            now.Add(place);
            EngineMetrics.Lag.WithLabels(stage, place.Topic, Text(place.Partition.Value)).Set(lag);
        }

        foreach (var gone in _lagging)
        {
            if (!now.Contains(gone))
            {
                EngineMetrics.Lag.RemoveLabelled(stage, gone.Topic, Text(gone.Partition.Value));
            }
        }

        _lagging = now;
    }

    /// <summary>Brings the counters up to what was processed. One caller.</summary>
    public void Publish()
    {
        lock (_gate)
        {
            foreach (var (topic, (traffic, records, bytes)) in _topics)
            {
                var before = _published[topic];
                var now = (traffic.Records, traffic.Bytes, traffic.ProcessTicks);
                records.Inc(now.Records - before.Records);
                bytes.Inc(now.Bytes - before.Bytes);
                _process.Inc((now.ProcessTicks - before.Ticks) / (double)time.TimestampFrequency);
                _published[topic] = now;
            }
        }
    }

    private static string Text(int partition) => partition.ToString(CultureInfo.InvariantCulture);
}
