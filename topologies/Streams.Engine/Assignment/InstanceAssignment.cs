using System.Collections.Concurrent;
using Confluent.Kafka;
using Streams.Engine.State;

namespace Streams.Engine.Assignment;

/// <summary>The tasks that one instance has now, and how far they are.</summary>
/// <param name="stores">Their stores.</param>
/// <param name="handedOut">What was handed out to them since the last commit.</param>
internal sealed class InstanceAssignment(TaskStores stores, HandedOut handedOut)
{
    /// <summary>Whether a task asked for the end of its log since the last look; so nobody asks the broker for nothing.</summary>
    public volatile bool EndsWanted;

    /// <summary>Whether a first assignment has come.</summary>
    public bool HasCome { get; set; }

    /// <summary>Whether anything was handed out or sent since the last commit; if not, a poll may block.</summary>
    public bool Uncommitted { get; set; }

    /// <summary>The input partitions assigned now.</summary>
    public ConcurrentDictionary<TopicPartition, PartitionState> Partitions { get; } = new();

    /// <summary>The stores of the tasks assigned now.</summary>
    public TaskStores Stores => stores;

    /// <summary>What was handed out since the last commit.</summary>
    public HandedOut HandedOut => handedOut;

    /// <summary>Whether the first assignment has come and every store of it is restored (N10: not Streamiz' RUNNING).</summary>
    public bool Ready => HasCome && stores.AreRestored && stores.Assigned.Count >= Partitions.Count;

    /// <summary>A commit succeeded.</summary>
    public void Committed()
    {
        Uncommitted = false;
        handedOut.Committed();
        stores.Committed();
    }

    /// <summary>The assignment has ended.</summary>
    public void Clear()
    {
        stores.Assigned.Clear();
        Partitions.Clear();
    }
}
