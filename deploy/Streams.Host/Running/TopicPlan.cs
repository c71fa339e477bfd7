using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Rules.Reload;
using Streams.Models.Artefacts;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;

namespace Streams.Host.Running;

/// <summary>Our topics as the design wants them.</summary>
internal static class TopicPlan
{
    /// <summary>The largest rule set that can be published, bytes.</summary>
    public const int MaxRuleSet = 8 * 1024 * 1024;

    /// <summary>The largest raw record: a request to the API server with its answer, however it was made long.</summary>
    private const int MaxRaw = 16 * 1024 * 1024;

    /// <summary>How long an alert may run: bursts end, but a rule may set its own end.</summary>
    private static readonly TimeSpan LongestAlert = TimeSpan.FromDays(8);

    /// <summary>What headers and framing may add.</summary>
    private const int Room = 64 * 1024;

    /// <summary>The names under a configuration.</summary>
    public static TopicNames Names(KafkaOptions options) => new TopicNames().Named(options.TopicOf) with { Raw = Raw(options.Raw) };

    /// <summary>A topic under <see cref="KafkaOptions.Auto"/> is every source's that has none of its own.</summary>
    private static Dictionary<EventSource, string> Raw(Dictionary<string, string> named)
    {
        var topics = named
            .Where(r => r.Key != KafkaOptions.Auto)
            .ToDictionary(r => EventSources.TryParse(r.Key, out var source) ? source : default, r => r.Value);
        foreach (var source in named.ContainsKey(KafkaOptions.Auto) ? EventSources.All : [])
        {
            topics.TryAdd(source, named[KafkaOptions.Auto]);
        }

        return topics;
    }

    /// <summary>Every topic of an installation with its partitions and settings.</summary>
    public static IReadOnlyList<TopicSpec> Specs(StreamsOptions options) =>
        [.. Specs(options.Kafka), .. FeedsOf(options).Select(topic => new TopicSpec { Name = topic, Partitions = options.Kafka.RawPartitions })];

    /// <summary>The topics of the event feeds that are on.</summary>
    public static IEnumerable<string> FeedsOf(StreamsOptions options) =>
        Names(options.Kafka).Feeds.Where(f => options.Feeds.ByFormat[f.Key].IsOn).Select(f => f.Value);

    /// <summary>Every topic that is always there.</summary>
    public static IReadOnlyList<TopicSpec> Specs(KafkaOptions options)
    {
        var names = Names(options);
        return
        [
            .. names
                .Raw.Values.Distinct()
                .Select(raw => new TopicSpec
                {
                    Name = raw,
                    Partitions = options.RawPartitions,
                    Settings = new Dictionary<string, string> { ["max.message.bytes"] = $"{MaxRaw + Room}" },
                }),
            new TopicSpec { Name = names.Events, Partitions = options.RawPartitions },
            new TopicSpec { Name = names.Signals, Partitions = options.SignalPartitions },
            new TopicSpec { Name = names.Observations, Partitions = options.SignalPartitions },
            // Who tells of a running alert names it by its first state, after a restart too: that one stays while an alert may run.
            new TopicSpec
            {
                Name = names.Alerts,
                Partitions = options.SignalPartitions,
                CleanupPolicy = "compact,delete",
                Settings = new Dictionary<string, string> { ["min.compaction.lag.ms"] = $"{(long)LongestAlert.TotalMilliseconds}" },
            },
            new TopicSpec
            {
                Name = names.Entities,
                Partitions = 1,
                CleanupPolicy = "compact",
            },
            .. names.Features.Values.Select(name => new TopicSpec { Name = name, Partitions = options.SignalPartitions }),
            new TopicSpec { Name = names.Scores, Partitions = options.SignalPartitions },
            new TopicSpec
            {
                Name = names.Labels,
                Partitions = 1,
                CleanupPolicy = "compact",
            },
            new TopicSpec
            {
                Name = names.Models,
                Partitions = 1,
                CleanupPolicy = "compact",
                Settings = new Dictionary<string, string> { ["max.message.bytes"] = $"{2 * ModelArtefact.MaxBytes}" },
            },
            // Which version judged at a time must have an answer as long as anybody may ask.
            new TopicSpec
            {
                Name = names.ModelLog,
                Partitions = 1,
                Settings = new Dictionary<string, string> { ["retention.ms"] = "-1", ["retention.bytes"] = "-1" },
            },
            // A set that was superseded is kept for a day: a start judges an older backlog by it. One record holds a whole set.
            new TopicSpec
            {
                Name = names.Rules,
                Partitions = 1,
                CleanupPolicy = "compact",
                Settings = new Dictionary<string, string>
                {
                    ["max.message.bytes"] = $"{MaxRuleSet}",
                    ["min.compaction.lag.ms"] = $"{(long)TopicRules.Memory.TotalMilliseconds}",
                },
            },
            // A dead letter is a raw record with headers more: what its topic took, this one must take.
            new TopicSpec
            {
                Name = names.DeadLetters,
                Partitions = 1,
                Settings = new Dictionary<string, string> { ["max.message.bytes"] = $"{MaxRaw + (2 * Room)}" },
            },
        ];
    }
}
