using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;
using Timestamp = Streams.Schemas.Events.Timestamp;

namespace Streams.Host.Doctor;

/// <summary>Whether time passes at every raw partition: what can let it pass at the end of a log, and how far the service says it has come.</summary>
internal sealed class TimeCheck(KafkaOptions options, TopicNames names) : IDoctorCheck
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    public string Name => "time";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var topic in await CreateTimeTopicsAsync().ConfigureAwait(false))
        {
            var sample = await Task.Run(() => TopicSample.Newest(options, topic, cancel), cancel).ConfigureAwait(false) ?? [];
            if (!sample.Exists(r => r.Message.Headers?.TryGetLastBytes(WatermarkVector.ClockHeader, out _) == true))
            {
                findings.Add(
                    Finding.Failure(
                        Name,
                        $"{topic}: its records carry their producers' time and no heartbeats are among them: at the end of its log time stands, windows stay open and absence is blind",
                        $"kafka-configs.sh --alter --entity-type topics --entity-name {topic} --add-config message.timestamp.type=LogAppendTime"
                    )
                );
            }
        }

        var told = await Task.Run(() => TopicSample.Newest(options, names.Signals, cancel), cancel).ConfigureAwait(false) ?? [];
        var frontiers = Frontiers(told);
        findings.AddRange(
            frontiers
                .Where(f => f.Value.Behind > Most)
                .OrderBy(f => f.Key, StringComparer.Ordinal)
                .Select(f =>
                    Finding.Warning(
                        Name,
                        $"{f.Key}: time stood {(!f.Value.Frontier.IsKnown ? "from the start" : $"at {f.Value.Frontier.Format()}")} when the service told of it last",
                        "a backlog that is caught up on looks like this too: see streams_engine_lag_records; else see whether the service runs and the topic carries LogAppendTime"
                    )
                )
        );
        return findings.Count > 0
            ? findings
            : [Finding.Ok(Name, frontiers.Count == 0 ? "no watermark yet: the service has not run" : $"it passes in all of {frontiers.Count} raw partitions")];
    }

    /// <summary>By raw partition the last that was told, and how far that was behind the time of telling.</summary>
    internal static Dictionary<string, (Timestamp Frontier, TimeSpan Behind)> Frontiers(IEnumerable<ConsumeResult<byte[], byte[]>> records)
    {
        var found = new Dictionary<string, (Timestamp Frontier, long ToldAt, TimeSpan Behind)>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record.Message.Headers?.TryGetLastBytes(WatermarkVector.Header, out _) != true || WatermarkCodec.Decode(record.Message.Value) is not { } vector)
            {
                continue;
            }

            var toldAt = record.Message.Timestamp.UnixTimestampMs;
            foreach (var mark in vector.Origins.Where(o => o.Origin == vector.Upstream))
            {
                if (!found.TryGetValue(mark.Origin, out var known) || toldAt >= known.ToldAt)
                {
                    var behind = !mark.Frontier.IsKnown ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(toldAt - (mark.Frontier.Milliseconds));
                    found[mark.Origin] = (mark.Frontier, toldAt, behind);
                }
            }
        }

        return found.ToDictionary(f => f.Key, f => (f.Value.Frontier, f.Value.Behind), StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<string>> CreateTimeTopicsAsync()
    {
        using var admin = KafkaClients.Admin(options);
        var there = admin.GetMetadata(KafkaClients.Patience).Topics.Select(t => t.Topic).ToHashSet(StringComparer.Ordinal);
        var wanted = names.Raw.Values.Distinct().Where(there.Contains).Select(t => new ConfigResource { Type = ResourceType.Topic, Name = t }).ToArray();
        if (wanted.Length == 0)
        {
            return [];
        }

        var described = await admin.DescribeConfigsAsync(wanted, new DescribeConfigsOptions { RequestTimeout = KafkaClients.Patience }).ConfigureAwait(false);
        return
        [
            .. described
                .Where(d => d.Entries["message.timestamp.type"].Value != "LogAppendTime")
                .Select(d => d.ConfigResource.Name)
                .Order(StringComparer.Ordinal),
        ];
    }
}
