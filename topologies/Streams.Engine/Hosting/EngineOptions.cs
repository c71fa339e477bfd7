using Microsoft.Extensions.Logging;
using Streams.Engine.Seals;
using Streams.Engine.Tracing;

namespace Streams.Engine.Hosting;

/// <summary>What the operator sets of the engine.</summary>
public sealed record EngineOptions
{
    /// <summary>Kafka's bootstrap servers, <c>host:port,host:port</c>.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>Where this process keeps its name and its lock; of this process alone.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Begins every application id (consumer group, changelogs, transactional ids): <c>streams-normalise</c>.</summary>
    public string ApplicationPrefix { get; init; } = "streams";

    /// <summary>
    /// The name of this process among those with the same application ids; persisted in the state directory.
    /// Null takes the name stored there, or makes one from the host's name and the directory.
    /// </summary>
    public string? InstanceName { get; init; }

    /// <summary>One transaction a commit, offsets inside. False is at-least-once. Refused on the embedded broker.</summary>
    public bool ExactlyOnce { get; init; } = true;

    /// <summary>Whether the broker is librdkafka's mock cluster: one instance a stage, at-least-once, no dangerous admin call.</summary>
    public bool Embedded { get; init; }

    /// <summary>Where committed state is kept on this machine; null: RocksDB, on the embedded broker memory.</summary>
    public StateStore? Store { get; init; }

    /// <summary>Creates a topic (name, partitions) on the embedded broker, whose protocol has no CreateTopics.</summary>
    public Action<string, int>? CreateEmbeddedTopic { get; init; }

    /// <summary>Passed to every client as it is: <c>security.protocol</c>, <c>sasl.*</c>, <c>ssl.*</c> …</summary>
    public IReadOnlyDictionary<string, string> ClientProperties { get; init; } = new Dictionary<string, string>();

    /// <summary>Topics to create, where missing, before the stages start; topics not listed get <see cref="DefaultPartitions"/>.</summary>
    public IReadOnlyList<TopicSpec> Topics { get; init; } = [];

    /// <summary>The partitions of an input or output topic that is missing and not listed in <see cref="Topics"/>.</summary>
    public int DefaultPartitions { get; init; } = 4;

    /// <summary>The replication factor of topics that are created; -1 takes the broker's default.</summary>
    public short ReplicationFactor { get; init; } = -1;

    /// <summary>How far a broker's clock may differ from this one's; taken from what <c>AtEndOfLog</c> says.</summary>
    public TimeSpan ClockSkewMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The transaction time-out at the broker: how long a lost transaction can hold readers back.</summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The session time-out of the consumer groups on a real Kafka.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time between two polls; must exceed the longest restore. Null: from the size of the changelogs and the rate measured at the last restore, at least 5 minutes.</summary>
    public TimeSpan? MaxPollInterval { get; init; }

    /// <summary>A stream thread that has not polled (main or restore) for so long, and is in no call of the broker, is hung and ends the process.</summary>
    public TimeSpan HungAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same for a stream thread that is within a call of the broker.</summary>
    public TimeSpan HungInCallAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Where a record goes at which the process has ended three times; null: nowhere, and the process ends again.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>The bound of the records waiting in a consumer's local queue, in KiB, a client.</summary>
    public int QueuedMaxKilobytes { get; init; } = 16 * 1024;

    /// <summary>The bound of the records waiting in a producer's local queue, in KiB, a client.</summary>
    public int ProducerQueueKilobytes { get; init; } = 64 * 1024;

    /// <summary>Tells this build of the program from others: what it could not read another may.</summary>
    public string Program { get; init; } = string.Empty;

    /// <summary>How often the process has been started again, by reason; published as a metric.</summary>
    public IReadOnlyDictionary<string, int> Restarts { get; init; } = new Dictionary<string, int>();

    /// <summary>Seals records of our own topics, and refuses those that nobody of us wrote; null: none is sealed.</summary>
    public RecordSeals? Seals { get; init; }

    /// <summary>Whose way is traced; null: nobody's.</summary>
    public RecordTraces? Traces { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The logs of the engine and of Streamiz.</summary>
    public ILoggerFactory Logging { get; init; } = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;

    /// <summary>How an anomaly ends the process.</summary>
    public ProcessEnd ProcessEnd { get; init; } = new();

    /// <summary>Ends the process, which has met what a later version wrote, and notes it for the next start.</summary>
    public void Leave(string reason)
    {
        new MetLater(StateDirectory).Note(Program, reason);
        ProcessEnd.End(reason);
    }

    /// <summary>Called at each point, on the thread that reaches it; for fault tests.</summary>
    internal Action<EnginePoint>? Reached { get; init; }

    /// <summary>The mends that are off; for tests that show what they mend.</summary>
    internal Mends Without { get; init; }

    /// <summary>Whether a mend is on; all are, but in a test.</summary>
    internal bool Mends(Mends mend) => (Without & mend) == 0;

    /// <summary>Every error in the options, each with the path of its setting.</summary>
    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(BootstrapServers))
        {
            yield return "BootstrapServers: is missing";
        }

        if (string.IsNullOrWhiteSpace(StateDirectory))
        {
            yield return "StateDirectory: is missing";
        }

        if (Embedded && ExactlyOnce)
        {
            yield return "ExactlyOnce: the embedded broker has no transactions; set it to false";
        }

        if (Embedded && CreateEmbeddedTopic is null)
        {
            yield return "CreateEmbeddedTopic: is needed with Embedded";
        }

        if (DefaultPartitions < 1)
        {
            yield return "DefaultPartitions: must be at least 1";
        }
    }
}
