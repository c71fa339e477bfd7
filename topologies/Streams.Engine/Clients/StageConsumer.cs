using Confluent.Kafka;
using Streams.Engine.Running;
using Streamiz.Kafka.Net.Kafka;

namespace Streams.Engine.Clients;

/// <summary>
/// The consumer of one stream thread. It promises: one poll a batch, without spinning; keyless records are kept;
/// offsets are committed only after everything sent was delivered; lost partitions are not taken for revoked ones.
/// </summary>
/// <remarks>
/// N6: no second poll in a loop that already handed out records, and what was drained but not handed out is dropped with a revoke.
/// N8: null keys and values become empty ones. N20: a null is returned only when the engine's poll time is over.
/// Defect 6: lost partitions end the process. N1: a revoke never throws.
/// </remarks>
internal sealed class StageConsumer : ForwardingConsumer
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(ClientFactory.PollMs);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);
    private readonly InstanceState state;
    private readonly Queue<ConsumeResult<byte[], byte[]>> buffer = new();
    private bool batchOpen;
    private bool revoking;
    private bool revoked;
    private long batchBegan;

    public StageConsumer(ConsumerConfig config, IConsumerRebalanceListener listener, InstanceState state)
        : this(new Holder(), config, listener, state)
    {
    }

    internal StageConsumer(IConsumer<byte[], byte[]> inner, InstanceState state)
        : base(inner) => this.state = state;

    private StageConsumer(Holder holder, ConsumerConfig config, IConsumerRebalanceListener listener, InstanceState state)
        : base(Build(holder, config, listener))
    {
        this.state = state;
        holder.Owner = this;
    }

    public override ConsumeResult<byte[], byte[]> Consume(TimeSpan timeout)
    {
        state.NotePoll();
        if (buffer.Count > 0)
        {
            return HandOut();
        }

        var time = state.Options.Time;
        if (batchOpen)
        {
            batchOpen = false;
            var left = Poll + TimeSpan.FromMilliseconds(2) - time.GetElapsedTime(batchBegan);
            if (left > TimeSpan.Zero)
            {
                // The engine's loop goes on until its time is over: sleeping, not returning, keeps it from spinning.
                Thread.Sleep(left < Poll ? left : Poll);
                return null!;
            }
        }

        batchBegan = time.GetTimestamp();
        Drain(timeout);
        if (buffer.Count == 0)
        {
            return null!;
        }

        batchOpen = true;
        return HandOut();
    }

    public override void Commit(IEnumerable<TopicPartitionOffset> offsets)
    {
        state.Producer?.FlushForCommit();
        try
        {
            Inner.Commit(offsets);
        }
        catch (KafkaException) when (revoking && state.Options.Embedded)
        {
            // The mock cluster refuses commits within a revoke; at-least-once: the records are read again.
            return;
        }
        catch (KafkaException refused)
        {
            throw state.ProcessEnd.Fail($"{state.MemberName}: the commit of offsets was refused: {refused.Error.Code} {refused.Message}");
        }

        state.Producer?.AfterCommit();
    }

    public override void Unsubscribe()
    {
        if (!state.Stopping)
        {
            throw state.ProcessEnd.Fail($"{state.MemberName}: Streamiz gave up its tasks");
        }

        Inner.Unsubscribe();
    }

    private static IConsumer<byte[], byte[]> Build(Holder holder, ConsumerConfig config, IConsumerRebalanceListener listener) =>
        new ConsumerBuilder<byte[], byte[]>(config)
            .SetLogHandler(ClientFactory.Quiet)
            .SetPartitionsAssignedHandler((_, partitions) => holder.Owner!.OnAssigned(listener, partitions))
            .SetPartitionsRevokedHandler((_, partitions) => holder.Owner!.OnRevoked(listener, partitions))
            .SetPartitionsLostHandler((_, partitions) => holder.Owner!.OnLost(partitions))
            .Build();

    private ConsumeResult<byte[], byte[]> HandOut()
    {
        state.Uncommitted = true;
        return buffer.Dequeue();
    }

    private void Drain(TimeSpan timeout)
    {
        revoked = false;
        var wait = timeout < TimeSpan.Zero || timeout > Poll ? Poll : timeout;
        if (!state.Uncommitted && timeout > TimeSpan.Zero && state.Ready)
        {
            wait = Idle;
        }

        // One less than the engine's bound, so that its loop always comes back for the null that ends a batch.
        for (var taken = 0; taken < ClientFactory.MaxPollRecords - 1; taken++)
        {
            var result = Inner.Consume(wait);
            if (revoked)
            {
                buffer.Clear();
                revoked = false;
            }

            if (result is null)
            {
                return;
            }

            Take(result);
            wait = TimeSpan.Zero;
        }
    }

    private void Take(ConsumeResult<byte[], byte[]> result)
    {
        var message = result.Message;
        message.Key ??= [];
        message.Value ??= [];
        if (state.Partitions.TryGetValue(result.TopicPartition, out var partition))
        {
            partition.Drained++;
            partition.IsAppendTime = message.Timestamp.Type == TimestampType.LogAppendTime;
        }

        buffer.Enqueue(result);
    }

    private void OnAssigned(IConsumerRebalanceListener listener, List<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            state.Partitions[partition] = new PartitionState { Position = () => Inner.Position(partition).Value };
        }

        listener.PartitionsAssigned(this, partitions);
        state.Assigned = true;
    }

    private void OnRevoked(IConsumerRebalanceListener listener, List<TopicPartitionOffset> partitions)
    {
        revoked = true;
        buffer.Clear();
        revoking = true;
        try
        {
            listener.PartitionsRevoked(this, partitions);
        }
        catch (Exception failed)
        {
            state.ProcessEnd.End($"{state.MemberName}: the commit within a revoke failed: {failed.Message}");
        }
        finally
        {
            revoking = false;
        }

        state.Stores.Clear();
        state.Partitions.Clear();
    }

    private void OnLost(List<TopicPartitionOffset> partitions) =>
        state.ProcessEnd.End($"{state.MemberName}: {partitions.Count} partitions were lost to another member");

    private sealed class Holder
    {
        public StageConsumer? Owner { get; set; }
    }
}
