using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.StateCopies;

namespace Streams.Host.Doctor;

/// <summary>How many alerts each sink has still to deliver, and since when the oldest waits.</summary>
internal sealed class DeliveryCheck(StreamsOptions options, TimeProvider time) : IDoctorCheck
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    public string Name => "delivery";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        using var installation = new Installation(options.Kafka);
        var alerts = TopicPlan.Names(options.Kafka).Alerts;
        if (!installation.Partitions().TryGetValue(alerts, out var partitions))
        {
            return [Finding.Ok(Name, $"{alerts} does not exist yet: no alert was written")];
        }

        var findings = new List<Finding>();
        foreach (var sink in options.Sinks.On.Select(s => s.Name))
        {
            findings.Add(await LookAsync(installation, sink, installation.GroupOf(sink), alerts, partitions, cancel).ConfigureAwait(false));
        }

        return findings.Count > 0 ? findings : [Finding.Ok(Name, "no sink is on")];
    }

    private async Task<Finding> LookAsync(Installation installation, string sink, string group, string alerts, int partitions, CancellationToken cancel)
    {
        var bounds = await installation.BoundsAsync(alerts, partitions).ConfigureAwait(false);
        var committed = await installation.CommittedAsync(group, alerts, partitions).ConfigureAwait(false);
        var from = bounds.ToDictionary(b => b.Key, b => Math.Max(b.Value.First, committed.GetValueOrDefault(b.Key)));
        if (bounds.All(b => from[b.Key] >= b.Value.End))
        {
            return Finding.Ok(Name, $"{sink} has every alert");
        }

        // Behind the last alert stand the marks of transactions: whether a record is left is seen by reading.
        using var reader = installation.Read(alerts, from);
        var (count, oldest) = (0, long.MaxValue);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            (count, oldest) = (count + 1, Math.Min(oldest, record.TimestampMs));
        }

        if (count == 0)
        {
            return Finding.Ok(Name, $"{sink} has every alert");
        }

        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(oldest);
        var text = $"{sink} has {count} alerts still to deliver, the oldest written {age.TotalSeconds:F0} s ago";
        return age < Most
            ? Finding.Ok(Name, text)
            : Finding.Warning(
                Name,
                text,
                $"see whether the service runs and what it says of the sink {sink} (its log, the console's first page); nothing is lost, they go out when it takes them"
            );
    }
}
