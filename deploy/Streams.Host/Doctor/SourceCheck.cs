using Streams.Detections.Rules;
using Streams.Host.Configuration;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Host.Doctor;

/// <summary>One source: is anything coming, can it be parsed, is it keyed, is its time believable, does it say where it comes from, does it carry what the rules look at.</summary>
internal sealed class SourceCheck(
    KafkaOptions options,
    EventSource source,
    string topic,
    IReadOnlyList<EventSource> sources,
    RuleSet rules,
    ParserOptions parser,
    TimeProvider time
) : IDoctorCheck
{
    private const int MostFields = 5;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    public string Name => $"source {source.Name()}";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var records = await Task.Run(() => TopicSample.Newest(options, topic, cancel), cancel).ConfigureAwait(false);
        if (records is null)
        {
            return [Finding.Failure(Name, $"the topic {topic} does not exist", "streams topics create")];
        }

        var sample = SourceSample.Of(source, sources, records, rules, parser);
        if (sample.Records == 0)
        {
            return [Finding.Warning(Name, $"nothing is in {topic}", $"its rules are blind: see deploy/shippers, or leave kafka.raw.{source.Name()} out")];
        }

        Finding[] findings = [.. Judge(sample)];
        return findings.Length > 0
            ? findings
            : [Finding.Ok(Name, $"{sample.Events} events of the newest {sample.Records} records, all well; the last {Age(sample):0} s ago")];
    }

    private IEnumerable<Finding> Judge(SourceSample sample)
    {
        if (time.GetUtcNow().UtcDateTime - sample.Newest > Quiet)
        {
            yield return Finding.Warning(Name, $"nothing has come for {Age(sample) / 60:0} minutes", "see whether its shippers run");
        }

        if (sample.Dead > 0)
        {
            yield return Finding.Failure(
                Name,
                $"{sample.Dead} of the newest {sample.Records} records cannot be parsed ({string.Join("; ", sample.Reasons.Take(3))})",
                "see the shipper's page in deploy/shippers; streams dlq list shows the bytes"
            );
        }

        if ((source.ComesInParts() || sample.HasParts) && sample.Keyed < sample.Records)
        {
            yield return Finding.Warning(
                Name,
                $"{sample.Records - sample.Keyed} of {sample.Records} records have no key",
                source.ComesInParts()
                    ? "key them by container: parts of one long line must share a partition"
                    : "key them by node: the records of one event of Linux audit must share a partition"
            );
        }

        if (sample.Implausible > 0)
        {
            yield return Finding.Failure(
                Name,
                $"{sample.Implausible} of {sample.Events} events have a time more than an hour from the time they arrived",
                "mend the node's clock, or the zone of its log lines (they are read as UTC)"
            );
        }

        if (!source.MayLackTime() && sample.Timed < sample.Events)
        {
            yield return Finding.Warning(
                Name,
                $"{sample.Events - sample.Timed} of {sample.Events} events have no time of their own",
                "let the shipper send it: ordered rules go by Kafka's time now"
            );
        }

        if (sample.Placed < sample.Events)
        {
            yield return Finding.Warning(
                Name,
                $"{sample.Events - sample.Placed} of {sample.Events} events do not say where they come from",
                "let the shipper add pod and node: rules that name a pod cannot fire on them"
            );
        }

        if (sample.Missing is { Count: > 0 } missing)
        {
            yield return Finding.Warning(
                Name,
                $"no event of the newest {sample.Events} has {string.Join(", ", missing.Take(MostFields).Select(m => $"{m.Field} ({m.Rules} rules)"))}{(missing.Count > MostFields ? $" and {missing.Count - MostFields} more" : "")}",
                "where the source should carry them, let the shipper, the sensor's output or the audit policy do so: rules that need them are blind; what only some events have may just not have come"
            );
        }
    }

    private double Age(SourceSample sample) => (time.GetUtcNow().UtcDateTime - sample.Newest).TotalSeconds;
}
