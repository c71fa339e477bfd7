using System.Text.Json;
using Confluent.Kafka;

namespace Streams.Engine.Telemetry;

/// <summary>Reads the lag of each partition out of librdkafka's statistics.</summary>
internal static class ClientStatistics
{
    /// <summary>How often the client gives them.</summary>
    public const int IntervalMs = 5000;

    /// <summary>The records of each partition between what was read and what is committed; partitions that are not read are left out.</summary>
    public static IEnumerable<KeyValuePair<TopicPartition, long>> Lags(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("topics", out var topics))
        {
            yield break;
        }

        foreach (var topic in topics.EnumerateObject())
        {
            foreach (var partition in topic.Value.GetProperty("partitions").EnumerateObject())
            {
                // Its own consumer_lag needs an offset committed by this client, and a transaction commits by the producer.
                var (end, read) = (Offset(partition.Value, "ls_offset"), Offset(partition.Value, "app_offset"));
                if (end >= 0 && read >= 0)
                {
                    yield return new(new TopicPartition(topic.Name, partition.Value.GetProperty("partition").GetInt32()), Math.Max(0, end - read));
                }
            }
        }
    }

    private static long Offset(JsonElement partition, string name) => partition.TryGetProperty(name, out var value) ? value.GetInt64() : -1;
}
