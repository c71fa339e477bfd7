using System.Globalization;
using Confluent.Kafka.Admin;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Running;

namespace Streams.Host.Doctor;

/// <summary>The topics: there, as designed, kept long enough, changelogs compacted.</summary>
internal sealed class TopicsCheck(StreamsOptions options) : IDoctorCheck
{
    private const long LeastRetentionMs = 24L * 3600 * 1000;

    public string Name => "topics";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        using var topics = new TopicAdmin(
            new EngineOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                StateDirectory = options.State.Directory,
                ClientProperties = options.Kafka.Properties,
                Seals = options.Kafka.Seals,
            }
        );
        var specs = TopicPlan.Specs(options);
        var findings = (await topics.CompareAsync(specs).ConfigureAwait(false)).Where(d => !IsGrown(d)).Select(Describe).ToList();
        var changelogs = topics
            .Partitions()
            .Keys.Where(t => t.StartsWith(options.Kafka.ApplicationPrefix, StringComparison.Ordinal) && t.EndsWith("-changelog", StringComparison.Ordinal))
            .ToArray();
        var missing = findings.Where(f => f.Verdict == Verdict.Failure).Select(f => f.Text.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(
            await SettingsAsync(TopicPlan.Names(options.Kafka).Raw.Values.Distinct().Where(t => !missing.Contains(t)), changelogs).ConfigureAwait(false)
        );
        return findings.Count > 0 ? findings : [Finding.Ok(Name, $"{specs.Count} topics and {changelogs.Length} changelogs as they should be")];
    }

    /// <summary>Partitions added to a raw topic are taken up (docs/operating.md); the setting is for topics that are made.</summary>
    private bool IsGrown(TopicDifference difference) =>
        difference.Setting == "partitions"
        && TopicPlan.Names(options.Kafka).Raw.Values.Contains(difference.Topic, StringComparer.Ordinal)
        && int.Parse(difference.Actual, CultureInfo.InvariantCulture) > int.Parse(difference.Expected, CultureInfo.InvariantCulture);

    private static Finding Describe(TopicDifference difference) =>
        difference.Setting switch
        {
            "exists" => Finding.Failure("topics", $"{difference.Topic}: is missing", "streams topics create"),
            TopicDifference.Settings => Finding.Failure(
                "topics",
                $"{difference.Topic}: its settings cannot be read: {difference.Actual}",
                $"kafka-acls.sh --add --allow-principal User:… --operation DescribeConfigs --topic {difference.Topic}"
            ),
            "partitions" => Finding.Warning(
                "topics",
                difference.ToString(),
                "set kafka.rawPartitions and kafka.signalPartitions to what is there; partitions cannot be taken away"
            ),
            _ => Finding.Warning(
                "topics",
                difference.ToString(),
                $"kafka-configs.sh --alter --entity-type topics --entity-name {difference.Topic} --add-config {difference.Setting}={difference.Expected}"
            ),
        };

    private async Task<IEnumerable<Finding>> SettingsAsync(IEnumerable<string> raw, string[] changelogs)
    {
        using var admin = KafkaClients.Admin(options.Kafka);
        var wanted = raw.Concat(changelogs).Select(t => new ConfigResource { Type = ResourceType.Topic, Name = t }).ToArray();
        if (wanted.Length == 0)
        {
            return [];
        }

        var found = new List<Finding>();
        foreach (
            var described in await admin
                .DescribeConfigsAsync(wanted, new DescribeConfigsOptions { RequestTimeout = KafkaClients.Patience })
                .ConfigureAwait(false)
        )
        {
            var topic = described.ConfigResource.Name;
            if (changelogs.Contains(topic))
            {
                if (described.Entries["cleanup.policy"].Value != "compact")
                {
                    found.Add(
                        Finding.Failure(
                            Name,
                            $"{topic}: cleanup.policy is {described.Entries["cleanup.policy"].Value}, should be compact",
                            $"kafka-configs.sh --alter --entity-type topics --entity-name {topic} --add-config cleanup.policy=compact"
                        )
                    );
                }
            }
            else if (long.TryParse(described.Entries["retention.ms"].Value, out var retention) && retention is >= 0 and < LeastRetentionMs)
            {
                found.Add(
                    Finding.Warning(
                        Name,
                        $"{topic}: records are kept for {TimeSpan.FromMilliseconds(retention).TotalHours:0.#} h",
                        "an outage longer than that loses events: set retention.ms to a day or more"
                    )
                );
            }
        }

        return found;
    }
}
