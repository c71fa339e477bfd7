using Streams.Schemas.Events;

namespace Streams.Host.Configuration;

/// <summary>The brokers and our topics there.</summary>
internal sealed class KafkaOptions
{
    /// <summary><c>host:port,host:port</c>.</summary>
    public string Bootstrap { get; set; } = "";

    /// <summary>One transaction a commit; false: at least once.</summary>
    public bool ExactlyOnce { get; set; } = true;

    /// <summary>Begins every application id and consumer group.</summary>
    public string ApplicationPrefix { get; set; } = "streams";

    /// <summary>Passed to every client: <c>security.protocol</c>, <c>sasl.*</c>, <c>ssl.*</c> …</summary>
    public Dictionary<string, string> Properties { get; set; } = [];

    /// <summary>The replication factor of topics that are created; -1: the broker's default.</summary>
    public short Replication { get; set; } = -1;

    /// <summary>Partitions of raw topics and <c>events</c> that are created.</summary>
    public int RawPartitions { get; set; } = 4;

    /// <summary>Partitions of <c>signals</c>, <c>observations</c> and <c>alerts</c> that are created.</summary>
    public int SignalPartitions { get; set; } = 2;

    /// <summary>The raw topics by source; a source left out is not read.</summary>
    public Dictionary<string, string> Raw { get; set; } = EventSources.All.ToDictionary(s => s.Name(), s => $"raw.{s.Name()}");

    /// <summary>A schema registry that speaks Confluent's protocol; empty: our own schemas are served.</summary>
    public string SchemaRegistryUrl { get; set; } = "";

    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Bootstrap))
        {
            yield return "kafka.bootstrap: is missing; write host:port";
        }

        if (RawPartitions < 1 || SignalPartitions < 1)
        {
            yield return "kafka.rawPartitions, kafka.signalPartitions: must be at least 1";
        }

        if (Raw.Count == 0 || Raw.Values.Any(string.IsNullOrWhiteSpace))
        {
            yield return "kafka.raw: name at least one source, and a topic for each; a source left out is not read";
        }

        foreach (var source in Raw.Keys.Where(k => !EventSources.TryParse(k, out _)))
        {
            yield return $"kafka.raw.{source}: is no source; write one of {string.Join(", ", EventSources.All.Select(s => s.Name()))}";
        }
    }
}
