using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Host.Configuration;
using Streams.Host.Kafka;

namespace Streams.Host.Doctor;

/// <summary>The skew between this machine's clock and the brokers', by the time a broker stamps on a record of a topic made for it and deleted after.</summary>
internal sealed class ClockCheck(KafkaOptions options, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    public string Name => "clock";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var topic = $"{options.ApplicationPrefix}-doctor-{Environment.ProcessId}";
        using var admin = KafkaClients.Admin(options);
        try
        {
            await admin
                .CreateTopicsAsync(
                    [
                        new TopicSpecification
                        {
                            Name = topic,
                            NumPartitions = 1,
                            ReplicationFactor = 1,
                            Configs = new() { ["message.timestamp.type"] = "LogAppendTime" },
                        },
                    ],
                    new CreateTopicsOptions { RequestTimeout = KafkaClients.Patience }
                )
                .ConfigureAwait(false);
        }
        catch (CreateTopicsException e)
        {
            return
            [
                Finding.Warning(
                    Name,
                    $"not measured: {e.Error.Reason} {string.Concat(e.Results.Select(r => r.Error.Reason))}",
                    "let this user create and delete a topic, or compare the clocks yourself (chronyc tracking)"
                ),
            ];
        }

        try
        {
            var skew = await MeasureAsync(topic, cancel).ConfigureAwait(false);
            var text = $"the brokers' clock is {Math.Abs(skew.TotalMilliseconds):0} ms {(skew < TimeSpan.Zero ? "behind" : "ahead of")} this machine's";
            return skew.Duration() > Most
                ? [Finding.Failure(Name, text, "run chrony or systemd-timesyncd on both: absence rules conclude by the clock, with 2 s allowed")]
                : [Finding.Ok(Name, text)];
        }
        finally
        {
            await admin.DeleteTopicsAsync([topic], new DeleteTopicsOptions { RequestTimeout = KafkaClients.Patience }).ConfigureAwait(false);
        }
    }

    /// <summary>The broker's time less ours, in the middle of the round trip; of several trips the shortest says most.</summary>
    private async Task<TimeSpan> MeasureAsync(string topic, CancellationToken cancel)
    {
        using var producer = KafkaClients.Producer(options);
        var (best, skew) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var i = 0; i < 4; i++)
        {
            var before = time.GetUtcNow();
            var report = await producer.ProduceAsync(topic, new Message<byte[], byte[]> { Value = [] }, cancel).ConfigureAwait(false);
            var after = time.GetUtcNow();
            if (after - before < best)
            {
                (best, skew) = (after - before, report.Timestamp.UtcDateTime - (before + ((after - before) / 2)).UtcDateTime);
            }
        }

        return skew;
    }
}
