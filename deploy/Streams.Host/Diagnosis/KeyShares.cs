using System.Security.Cryptography;
using Streams.Host.Configuration;
using Streams.Host.Doctor;

namespace Streams.Host.Diagnosis;

/// <summary>How the newest records of topics divide among partitions and keys: a hot partition is seen here. A key is shown as a hash, since it may be a name.</summary>
internal sealed class KeyShares(KafkaOptions options)
{
    private const int Most = 10;

    public IReadOnlyList<object> Of(IEnumerable<string> topics, CancellationToken cancel)
    {
        var shares = new List<object>();
        foreach (var topic in topics)
        {
            var records = TopicSample.Newest(options, topic, cancel) ?? [];
            shares.Add(
                new
                {
                    topic,
                    records = records.Count,
                    bytes = records.Sum(r => r.Message.Value?.Length ?? 0),
                    newestByPartition = records.GroupBy(r => r.Partition.Value).ToDictionary(p => p.Key, p => p.Max(r => r.Message.Timestamp.UtcDateTime)),
                    keys = records
                        .GroupBy(r => r.Message.Key is { Length: > 0 } key ? Convert.ToHexStringLower(SHA256.HashData(key))[..8] : "none")
                        .OrderByDescending(k => k.Count())
                        .Take(Most)
                        .Select(k => new
                        {
                            key = k.Key,
                            records = k.Count(),
                            partitions = k.Select(r => r.Partition.Value).Distinct().Count(),
                        }),
                }
            );
        }

        return shares;
    }
}
