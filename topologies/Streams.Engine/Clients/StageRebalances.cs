using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;
using Streams.Engine.Admin;
using Streams.Engine.Assignment;
using Streams.Engine.Hosting;

namespace Streams.Engine.Clients;

/// <summary>
/// The rebalances of one stream thread. It promises: lost partitions are not taken for revoked ones but end the process;
/// a revoke never throws into Streamiz; what was buffered goes with the assignment it belongs to.
/// </summary>
/// <remarks>
/// Defect 6: Streamiz registers no handler for lost partitions. N1: a revoke that throws leaves its thread asleep for ever. N6.
/// Needless once Streamiz registers PartitionsLost and resets RebalanceInProgress in a finally.
/// </remarks>
internal sealed class StageRebalances(IConsumerRebalanceListener listener, InstanceState state)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The decorated consumer; set right after the inner one is built.</summary>
    public StageConsumer Owner { get; set; } = null!; // no handler runs before a poll

    /// <summary>Rises with every rebalance, before what is assigned changes.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the revoke handler runs now.</summary>
    public bool Revoking { get; private set; }

    /// <summary>Whether partitions were revoked since the consumer last reset this.</summary>
    public bool Revoked { get; set; }

    public IConsumer<byte[], byte[]> Build(ConsumerConfig config)
    {
        var builder = new ConsumerBuilder<byte[], byte[]>(config)
            .SetLogHandler(AdminFactory.Quiet)
            .SetStatisticsHandler((_, json) => state.Telemetry.Statistics(json))
            .SetPartitionsAssignedHandler((consumer, partitions) => OnAssigned(consumer, partitions))
            .SetPartitionsRevokedHandler((_, partitions) => OnRevoked(partitions));
        if (state.Options.Mends(Mends.LostPartitions))
        {
            builder.SetPartitionsLostHandler((_, partitions) => OnLost(partitions.Count));
        }

        return builder.Build();
    }

    private void OnAssigned(IConsumer<byte[], byte[]> inner, List<TopicPartition> partitions)
    {
        Count++;
        foreach (var partition in partitions)
        {
            state.Assignment.Partitions[partition] = new PartitionState { Position = () => inner.Position(partition).Value };
        }

        if (state.Options.Embedded)
        {
            // What was forgotten before the first record counts as lost, too: logs begin at 0 there.
            foreach (var committed in inner.Committed(partitions, Patience))
            {
                state.Assignment.Partitions[committed.TopicPartition].Next = Math.Max(0, committed.Offset.Value);
            }
        }

        listener.PartitionsAssigned(Owner, partitions);
        state.Assignment.HasCome = true;
    }

    private void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        Count++;
        Revoked = true;
        Owner.DropBuffer();
        Revoking = true;
        try
        {
            listener.PartitionsRevoked(Owner, partitions);
        }
        catch (Exception failed) when (state.Options.Mends(Mends.RevokeNeverThrows))
        {
            state.Identity.End($"the commit within a revoke failed: {failed.Message}");
        }
        finally
        {
            Revoking = false;
        }

        state.Clients.Restore?.ForgetBounds();
        state.Assignment.Clear();
    }

    private void OnLost(int partitions)
    {
        Count++;
        if (!state.Health.Stopping)
        {
            state.Identity.End($"{partitions} partitions were lost: another member has them, or no broker answered for as long as kafka.sessionTimeout");
        }
    }
}
