using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Processors.Internal;
using Streamiz.Kafka.Net.State;
using Streams.Engine.State.Local;

namespace Streams.Engine.State;

/// <summary>
/// Tells Streamiz where a restore begins: at the offset that the local table holds with its data, if that lies within the log;
/// else the table is wiped and the whole log is restored. What Streamiz would write is ignored.
/// </summary>
/// <remarks>
/// N4: Streamiz' own offsets are one too high. Defect 3: and ahead of the state after an abort. Defect 11: it goes on from the log's start on stale state,
/// and takes an offset past the end for "restored". Tombstones are kept for a day, so state older than half of that may miss one and is wiped, too.
/// </remarks>
internal sealed class LocalOffsets(TaskStores stores) : IOffsetCheckpointManager
{
    /// <summary>Half of how long a changelog keeps its tombstones (<see cref="Hosting.TopicSpec.Changelog"/>).</summary>
    public static readonly TimeSpan OldestUsable = TimeSpan.FromHours(12);
    private readonly ILogger _log = stores.Options.Logging.CreateLogger("Streams.Engine.State");

    public IDictionary<TopicPartition, long> Read(TaskId taskId)
    {
        var offsets = new Dictionary<TopicPartition, long>();
        foreach (var store in stores.Assigned.Values)
        {
            if (store.TaskId.Equals(taskId) && Usable(store) is { } offset)
            {
                offsets[store.Changelog] = offset;
            }
        }

        return offsets;
    }

    public void Configure(IStreamConfig config, TaskId taskId) { }

    public void Write(TaskId taskId, IDictionary<TopicPartition, long> data) { }

    public void Destroy(TaskId taskId) { }

    private long? Usable(TaskStore store)
    {
        if (store.Table.NextOffset is not { } offset)
        {
            return null;
        }

        var bounds = stores.Bounds.BoundsOf(store.Changelog);
        var age = stores.Options.Time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(store.Table.WrittenAtMs);
        var why =
            offset < bounds.Low.Value ? $"the log begins at {bounds.Low.Value}, after the local offset {offset}"
            : offset > bounds.High.Value ? $"the log ends at {bounds.High.Value}, before the local offset {offset}"
            : offset < bounds.High.Value && age > OldestUsable ? $"it was last written {age.TotalHours:F0} hours ago, and tombstones may be gone"
            : null;
        if (why is null || !stores.Options.Mends(Hosting.Mends.WipeOutsideLog))
        {
            return offset;
        }

        Log.Wiped(_log, store.Changelog.Topic, store.Changelog.Partition.Value, why);
        stores.Wipes++;
        try
        {
            store.Table.Wipe();
        }
        catch (LocalStateException refused)
        {
            throw stores.Options.ProcessEnd.Fail(refused.Message);
        }

        return null;
    }
}
