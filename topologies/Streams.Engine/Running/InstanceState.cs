using System.Collections.Concurrent;
using Confluent.Kafka;
using Streams.Engine.Clients;
using Streams.Engine.Hosting;
using Streams.Engine.State;
using Streams.Engine.State.Local;
using Streams.Engine.Telemetry;
using Streams.Engine.Topics;

namespace Streams.Engine.Running;

/// <summary>
/// What the decorated clients, the stores and the bindings of one KafkaStream instance (one stream thread) know of each other.
/// </summary>
internal sealed class InstanceState(EngineOptions options, StageDescriptor stage, string instanceName, int index)
{
    private readonly List<TaskStore> _flushed = [];
    private long _lastPoll = options.Time.GetTimestamp();
    private int _brokerCalls;
    private HandedOut? _handedOut;

    public EngineOptions Options => options;

    public StageDescriptor Stage => stage;

    public string ApplicationId { get; } = StageNames.Application(options, stage);

    /// <summary>The same over restarts: what fences this instance's own predecessor (N13).</summary>
    public string MemberName { get; } = $"{options.ApplicationPrefix}-{stage.Name}-{instanceName}-{index}";

    /// <summary>
    /// Its name in the consumer group. A static member that comes back is given what it had, and nobody is told of partitions added meanwhile:
    /// with other inputs it is another member, so that the group divides them anew.
    /// </summary>
    public string GroupMember => $"{MemberName}-{stage.Inputs.Sum(i => PartitionCounts.GetValueOrDefault(i))}";

    /// <summary>How many records to take at once.</summary>
    public BatchSizer Sizer { get; } = new(options.Time);

    /// <summary>Its figures.</summary>
    public StageTelemetry Telemetry { get; } = new(stage.Name, options.Time);

    public ProcessEnd ProcessEnd => options.ProcessEnd;

    /// <summary>What ended the process before, by record.</summary>
    public required RecordEnds Ends { get; init; }

    /// <summary>What was handed out since the last commit.</summary>
    public HandedOut HandedOut => _handedOut ??= new HandedOut(FailedCommits, Ends, MemberName);

    /// <summary>The commits at which the process ended before.</summary>
    public required FailedCommits FailedCommits { get; init; }

    /// <summary>Measures restores, for the next start's <see cref="MaxPollInterval"/>.</summary>
    public RestoreClock RestoreClock { get; init; } = new(null, options.Time);

    /// <summary>The longest time between two polls that the restore of this stage may take.</summary>
    public TimeSpan MaxPollInterval { get; init; } = options.MaxPollInterval ?? RestoreEstimate.Least;

    /// <summary>Set by the host before it disposes the stream: from then on an Unsubscribe is expected.</summary>
    public bool Stopping { get; set; }

    /// <summary>The decorated producer; set when Streamiz has asked for it.</summary>
    public StageProducer? Producer { get; set; }

    /// <summary>The decorated restore consumer; set when Streamiz has asked for it.</summary>
    public RestoreConsumer? Restore { get; set; }

    /// <summary>Which inputs carry the broker's time.</summary>
    public InputClocks Clocks { get; init; } = InputClocks.None;

    /// <summary>The local tables of the process.</summary>
    public required ILocalState Local { get; init; }

    /// <summary>Records of changelogs restored since the start.</summary>
    public long RestoredRecords { get; set; }

    /// <summary>How often a local table was wiped because it did not fit its changelog.</summary>
    public long Wipes { get; set; }

    /// <summary>Whether anything was handed out or sent since the last commit; if not, a poll may block.</summary>
    public bool Uncommitted { get; set; }

    /// <summary>Whether a task asked for the end of its log since the last look; so nobody asks the broker for nothing.</summary>
    public volatile bool EndsWanted;

    /// <summary>Whether a first assignment has come.</summary>
    public bool Assigned { get; set; }

    /// <summary>The partition counts of the topics there are, read at the start.</summary>
    public Dictionary<string, int> PartitionCounts { get; set; } = [];

    /// <summary>The stores of the tasks assigned now, by store name and partition.</summary>
    public ConcurrentDictionary<(string Store, int Partition), TaskStore> Stores { get; } = new();

    /// <summary>The input partitions assigned now.</summary>
    public ConcurrentDictionary<TopicPartition, PartitionState> Partitions { get; } = new();

    /// <summary>The time of the last poll of any consumer, for the watchdog.</summary>
    public TimeSpan SinceLastPoll => options.Time.GetElapsedTime(Volatile.Read(ref _lastPoll));

    /// <summary>Whether the stream thread is within a call that waits for the broker.</summary>
    public bool InBrokerCall => Volatile.Read(ref _brokerCalls) > 0;

    /// <summary>Whether the stream thread polls, or is within a call that may still end; what liveness says.</summary>
    public bool IsAlive => Stopping || SinceLastPoll <= (InBrokerCall ? options.HungInCallAfter : options.HungAfter);

    /// <summary>Whether the first assignment has come and every store of it is restored (N10: not Streamiz' RUNNING).</summary>
    public bool Ready
    {
        get
        {
            if (!Assigned)
            {
                return false;
            }

            foreach (var store in Stores.Values)
            {
                if (!store.RestoreEnded)
                {
                    return false;
                }
            }

            return Stores.Count >= Partitions.Count;
        }
    }

    public string StoreName(string topic) => StageNames.Store(stage, topic);

    public string ChangelogOfStore(string store) => $"{ApplicationId}-{store}-changelog";

    /// <summary>Calls the broker; the watchdog has more patience meanwhile.</summary>
    public void CallBroker(Action call)
    {
        Interlocked.Increment(ref _brokerCalls);
        try
        {
            call();
        }
        finally
        {
            Interlocked.Decrement(ref _brokerCalls);
        }
    }

    /// <summary>A store has been flushed: what it wrote becomes state with the next commit.</summary>
    public void AwaitCommit(TaskStore store) => _flushed.Add(store);

    /// <summary>A commit succeeded.</summary>
    public void Committed()
    {
        Uncommitted = false;
        HandedOut.Committed();
        foreach (var store in _flushed)
        {
            store.Committed();
        }

        _flushed.Clear();
    }

    public void NotePoll() => Volatile.Write(ref _lastPoll, options.Time.GetTimestamp());
}
