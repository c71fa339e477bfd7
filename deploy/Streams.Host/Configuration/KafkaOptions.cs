using System.Buffers;
using Streams.Engine.Seals;
using Streams.Schemas.Events;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>The brokers and our topics there.</summary>
internal sealed class KafkaOptions : IValidatedOptions
{
    private const int LongestPrefix = 60;
    private static readonly SearchValues<char> PrefixCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    private string? _applicationPrefix;
    private Dictionary<string, string>? _raw;

    [Setting("`host:port,host:port`", Required = "host:port")]
    public string Bootstrap { get; set; } = "";

    [Setting("one transaction a commit; `false`: at least once")]
    public bool ExactlyOnce { get; set; } = true;

    [Setting(
        "begins the name of every topic (`PREFIX.events`), consumer group and transactional id (`PREFIX-correlate`): each installation on one Kafka needs its own. Empty: `events`, `streams-correlate`"
    )]
    public string Prefix { get; set; } = "";

    [Setting("begins consumer groups, changelogs and transactional ids alone, where they are to begin otherwise than topics")]
    public string ApplicationPrefix
    {
        get =>
            _applicationPrefix is { Length: > 0 } own ? own
            : Prefix.Length > 0 ? Prefix
            : "streams";
        set => _applicationPrefix = value;
    }

    [Setting("any librdkafka setting, for every client: `security.protocol`, `sasl.*`, `ssl.*` …"), Secret(ByKey = true)]
    public Dictionary<string, string> Properties { get; set; } = [];

    [Setting("replication of topics that are created; -1: the broker's default", Least = "-1")]
    public short Replication { get; set; } = -1;

    [Setting("partitions of raw topics and `events` that are created", Least = "1")]
    public int RawPartitions { get; set; } = 4;

    [Setting("partitions of `signals`, `observations`, `alerts`, `features.*` that are created", Least = "1")]
    public int SignalPartitions { get; set; } = 2;

    /// <summary>What seals the records of our topics; from <see cref="SecurityOptions"/>.</summary>
    public RecordSeals? Seals { get; set; }

    /// <summary>The key of a topic whose records may be any source's.</summary>
    public const string Auto = "auto";

    [Setting(
        "topics by source, their whole names; several may have one topic, and `auto` is the topic of all that have none: each record goes to the source that recognises it. "
            + "A file that names some names all: a source it leaves out is not read",
        Choices = "container audit dns journal kernel ebpf auto",
        NamesAll = true
    )]
    public Dictionary<string, string> Raw
    {
        get => _raw ?? EventSources.All.ToDictionary(s => s.Name(), s => TopicOf($"raw.{s.Name()}"));
        set => _raw = value;
    }

    [Setting("a registry that speaks Confluent's protocol; empty: `SCHEMA_REGISTRY_URL`, else the service serves its own schemas")]
    public string SchemaRegistryUrl { get; set; } = "";

    /// <summary>The registry's address, from the configuration or <c>SCHEMA_REGISTRY_URL</c>; null: none.</summary>
    public string? Registry =>
        SchemaRegistryUrl.Length > 0 ? SchemaRegistryUrl
        : Environment.GetEnvironmentVariable("SCHEMA_REGISTRY_URL") is { Length: > 0 } url ? url
        : null;

    [Setting("how long a lost transaction may hold readers back", Least = "1s", Most = "15m")]
    public TimeSpan TransactionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    [Setting("after so long without a sign a process's partitions go to others", Least = "1s", Most = "5m")]
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The name of a topic of ours in this installation.</summary>
    public string TopicOf(string name) => Prefix.Length > 0 ? $"{Prefix}.{name}" : name;

    public IEnumerable<SettingError> Validate()
    {
        foreach (var (setting, prefix) in new[] { ("prefix", Prefix), ("applicationPrefix", ApplicationPrefix) })
        {
            if (prefix.Length > LongestPrefix || prefix.AsSpan().ContainsAnyExcept(PrefixCharacters) || prefix is "." or "..")
            {
                yield return new(setting, $"may hold letters, digits, `.`, `_` and `-`, at most {LongestPrefix}");
            }
        }

        if (Replication == 0)
        {
            yield return new("replication", "0 is none; write -1 for the broker's default");
        }

        if (Raw.Count == 0 || Raw.Values.Any(string.IsNullOrWhiteSpace))
        {
            yield return new("raw", "name at least one source, and a topic for each; a source left out is not read");
        }
    }
}
