namespace Streams.Engine.Hosting;

/// <summary>A topic as it should be.</summary>
public sealed record TopicSpec
{
    /// <summary>The topic's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of partitions.</summary>
    public required int Partitions { get; init; }

    /// <summary><c>delete</c>, <c>compact</c> or <c>compact,delete</c>.</summary>
    public string CleanupPolicy { get; init; } = "delete";

    /// <summary>Whether the broker stamps the records (LogAppendTime); all our own topics do.</summary>
    public bool LogAppendTime { get; init; } = true;

    /// <summary>Further settings, by Kafka's names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A changelog: compacted, append time, small segments, cleaned early, so that a restore reads little.</summary>
    public static TopicSpec Changelog(string name, int partitions) =>
        new()
        {
            Name = name,
            Partitions = partitions,
            CleanupPolicy = "compact",
            Settings = new Dictionary<string, string>
            {
                ["segment.bytes"] = "67108864",
                ["min.cleanable.dirty.ratio"] = "0.1",
                ["delete.retention.ms"] = "86400000",
            },
        };

    internal Dictionary<string, string> AllSettings()
    {
        var all = new Dictionary<string, string>(Settings)
        {
            ["cleanup.policy"] = CleanupPolicy,
            ["message.timestamp.type"] = LogAppendTime ? "LogAppendTime" : "CreateTime",
        };
        return all;
    }
}
