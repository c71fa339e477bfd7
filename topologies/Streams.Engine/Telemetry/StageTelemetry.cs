using System.Globalization;
using Confluent.Kafka;
using Prometheus;

namespace Streams.Engine.Telemetry;

/// <summary>The figures of one KafkaStream instance: noted by its stream thread without locks, published by the engine once a second.</summary>
internal sealed class StageTelemetry(string stage, TimeProvider time)
{
    private readonly Histogram.Child commit = EngineMetrics.Commit.WithLabels(stage);
    private readonly Histogram.Child latency = EngineMetrics.Latency.WithLabels(stage);
    private readonly Counter.Child process = EngineMetrics.Process.WithLabels(stage);
    private readonly Dictionary<string, (TopicTraffic Traffic, Counter.Child Records, Counter.Child Bytes)> topics = [];
    private readonly Dictionary<string, (long Records, long Bytes, long Ticks)> published = [];
    private readonly Lock gate = new();
    private HashSet<TopicPartition> lagging = [];
    private long newest;
    private long commitBegan;

    /// <summary>The traffic of an input topic; one object for the life of the instance.</summary>
    public TopicTraffic Of(string topic)
    {
        lock (gate)
        {
            if (!topics.TryGetValue(topic, out var known))
            {
                topics[topic] = known = (new TopicTraffic(), EngineMetrics.Records.WithLabels(stage, topic), EngineMetrics.Bytes.WithLabels(stage, topic));
                published[topic] = default;
            }

            return known.Traffic;
        }
    }

    /// <summary>A record that the broker has stamped was taken; milliseconds since the epoch.</summary>
    public void Appended(long timestampMs) => newest = Math.Max(newest, timestampMs);

    /// <summary>A commit begins.</summary>
    public void CommitBegins() => commitBegan = time.GetTimestamp();

    /// <summary>It has succeeded.</summary>
    public void CommitEnds()
    {
        commit.Observe(time.GetElapsedTime(commitBegan).TotalSeconds);
        if (newest > 0)
        {
            latency.Observe(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - newest) / 1000.0);
            newest = 0;
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

        foreach (var gone in lagging)
        {
            if (!now.Contains(gone))
            {
                EngineMetrics.Lag.RemoveLabelled(stage, gone.Topic, Text(gone.Partition.Value));
            }
        }

        lagging = now;
    }

    /// <summary>Brings the counters up to what was processed. One caller.</summary>
    public void Publish()
    {
        lock (gate)
        {
            foreach (var (topic, (traffic, records, bytes)) in topics)
            {
                var before = published[topic];
                var now = (traffic.Records, traffic.Bytes, traffic.ProcessTicks);
                records.Inc(now.Records - before.Records);
                bytes.Inc(now.Bytes - before.Bytes);
                process.Inc((now.ProcessTicks - before.Ticks) / (double)time.TimestampFrequency);
                published[topic] = now;
            }
        }
    }

    private static string Text(int partition) => partition.ToString(CultureInfo.InvariantCulture);
}
