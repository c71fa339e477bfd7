using Streams.Engine.Assignment;

namespace Streams.Engine;

/// <summary>One KafkaStream instance at a moment. The counts begin anew with each assignment.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Member">The instance's name in its consumer group (`group.instance.id`); its transactions are named without the count at its end.</param>
/// <param name="Ready">Whether its first assignment came and every store of it is restored.</param>
/// <param name="Tasks">How many partitions it has.</param>
/// <param name="Processed">Records processed.</param>
/// <param name="Waiting">Records taken from the broker and not processed yet.</param>
/// <param name="Commits">Commits since the start.</param>
/// <param name="Flushes">Producer flushes since the start: one a commit.</param>
/// <param name="Lost">Records that the embedded broker forgot before they were read; always 0 on a real Kafka.</param>
/// <param name="Restored">Records of changelogs that were restored since the start.</param>
/// <param name="Wipes">Local states that did not fit their changelog and were wiped, since the start.</param>
/// <param name="SinceLastPoll">The time since the stream thread last polled.</param>
public sealed record InstanceStatus(
    string Stage,
    string Member,
    bool Ready,
    int Tasks,
    long Processed,
    long Waiting,
    long Commits,
    long Flushes,
    long Lost,
    long Restored,
    long Wipes,
    TimeSpan SinceLastPoll
)
{
    internal static InstanceStatus Of(InstanceState state)
    {
        long processed = 0;
        long drained = 0;
        long lost = 0;
        foreach (var partition in state.Assignment.Partitions.Values)
        {
            processed += partition.Processed;
            drained += partition.Drained;
            lost += partition.Lost;
        }

        return new InstanceStatus(
            state.Stage.Name,
            state.Identity.GroupMember,
            state.Assignment.Ready,
            state.Assignment.Partitions.Count,
            processed,
            Math.Max(0, drained - processed),
            state.Clients.Producer?.Commits ?? 0,
            state.Clients.Producer?.Flushes ?? 0,
            lost,
            state.Assignment.Stores.RestoredRecords,
            state.Assignment.Stores.Wipes,
            state.Health.SinceLastPoll
        );
    }
}
