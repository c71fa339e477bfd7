using Streams.Engine.Seals;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>What a <see cref="TopicReader"/> reads.</summary>
public sealed record TopicReaderOptions
{
    /// <summary>Kafka's bootstrap servers.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>The topics; all their partitions are read.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The group under which acknowledged offsets are kept; of this reader alone.</summary>
    public required string GroupId { get; init; }

    /// <summary>Where to begin.</summary>
    public ReadFrom From { get; init; } = ReadFrom.Acknowledged;

    /// <summary>Whether processes of the same group share the partitions among them; else each reads all. Only with <see cref="ReadFrom.Acknowledged"/>.</summary>
    public bool IsShared { get; init; }

    /// <summary>With <see cref="ReadFrom.Beginning"/>: at most this many records before each partition's end; null: all.</summary>
    public int? LastPerPartition { get; init; }

    /// <summary>Begins these (topic, partition) at these offsets, whatever <see cref="From"/> says.</summary>
    public IReadOnlyDictionary<(string Topic, int Partition), long> Offsets { get; init; } = new Dictionary<(string, int), long>();

    /// <summary>Passed to the client as it is: <c>security.protocol</c>, <c>sasl.*</c>, <c>ssl.*</c> …</summary>
    public IReadOnlyDictionary<string, string> ClientProperties { get; init; } = new Dictionary<string, string>();

    /// <summary>Tells records of our topics that nobody of us wrote: they are passed over; null: none is sealed.</summary>
    public RecordSeals? Seals { get; init; }

    /// <summary>Gets each record that was passed over, with the reason.</summary>
    public Action<TopicRecord, string>? Refused { get; init; }

    /// <summary>The bound of the records waiting in the client, in KiB.</summary>
    public int QueuedMaxKilobytes { get; init; } = 8 * 1024;
}
