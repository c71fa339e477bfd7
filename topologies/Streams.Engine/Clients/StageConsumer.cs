using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.Running;
using Streamiz.Kafka.Net.Kafka;

namespace Streams.Engine.Clients;

/// <summary>
/// The consumer of one stream thread. It promises: one poll a batch, without spinning; keyless records are kept;
/// offsets are committed only after everything sent was delivered; an Unsubscribe that the host did not begin ends the process.
/// </summary>
/// <remarks>
/// N6: no second poll in a loop that already handed out records, and what was drained but not handed out is dropped with a revoke.
/// What was drained is handed out as one record a partition (<see cref="RecordBatch"/>). N8: null keys and values become empty ones. N20: a null is returned only when the engine's poll time is over.
/// </remarks>
internal sealed class StageConsumer : ForwardingConsumer
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(ClientFactory.PollMs);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);
    private readonly InstanceState state;
    private readonly StageRebalances rebalances;
    private readonly BatchQueue buffer = new();
    private string lastTopic = string.Empty;
    private int lastPartition;
    private PartitionState? last;
    private bool batchOpen;
    private long batchBegan;

    public StageConsumer(ConsumerConfig config, IConsumerRebalanceListener listener, InstanceState state)
        : this(new StageRebalances(listener, state), config, state)
    {
    }

    private StageConsumer(StageRebalances rebalances, ConsumerConfig config, InstanceState state)
        : base(rebalances.Build(config))
    {
        this.state = state;
        this.rebalances = rebalances;
        rebalances.Owner = this;
    }

    /// <summary>Forgets what was drained and not handed out: it belongs to an assignment that is over (N6).</summary>
    public void DropBuffer()
    {
        buffer.Clear();
        (lastTopic, last) = (string.Empty, null);
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
        if (state.HandedOut.Room == 0)
        {
            // Nothing more before the next commit: one that failed is searched for its cause.
            Thread.Sleep(Poll);
            return null!;
        }

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
        state.Telemetry.CommitBegins();
        state.Producer?.FlushForCommit();
        try
        {
            state.Options.Reached?.Invoke(EnginePoint.Delivered);
            state.CallBroker(() => Inner.Commit(offsets));
        }
        catch (KafkaException) when (rebalances.Revoking && state.Options.Embedded)
        {
            // The mock cluster refuses commits within a revoke; at-least-once: the records are read again.
            return;
        }
        catch (KafkaException refused) when (state.Options.Mends(Mends.RevokeNeverThrows))
        {
            state.HandedOut.Failed(isOfRecord: false);
            throw state.ProcessEnd.Fail($"{state.MemberName}: the commit of offsets was refused: {refused.Error.Code} {refused.Message}");
        }

        state.Producer?.AfterCommit();
    }

    public override void Unsubscribe()
    {
        if (!state.Stopping && state.Options.Mends(Mends.RevokeNeverThrows))
        {
            throw state.ProcessEnd.Fail($"{state.MemberName}: Streamiz gave up its tasks");
        }

        Inner.Unsubscribe();
    }

    private ConsumeResult<byte[], byte[]> HandOut()
    {
        state.Uncommitted = true;
        var batch = buffer.Take();
        state.HandedOut.Add(batch.Topic, batch.Partition.Value, batch.Records[^1].Offset, batch.Records.Length);
        return batch.Carrier(state.Options.Mends(Mends.KeylessRecords) ? [] : batch.Records[0].Key);
    }

    private void Drain(TimeSpan timeout)
    {
        rebalances.Revoked = false;
        var wait = timeout < TimeSpan.Zero || timeout > Poll ? Poll : timeout;
        if (!state.Uncommitted && timeout > TimeSpan.Zero && state.Ready)
        {
            wait = Idle;
        }

        var round = Math.Min(state.Sizer.RoundRecords, state.HandedOut.Room);
        for (var taken = 0; taken < round; taken++)
        {
            var result = Inner.Consume(wait);
            if (rebalances.Revoked)
            {
                DropBuffer();
                rebalances.Revoked = false;
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
        if (state.Options.Mends(Mends.KeylessRecords))
        {
            message.Key ??= [];
        }

        message.Value ??= [];
        if (StateOf(result) is { } partition)
        {
            partition.Drained++;
            if (state.Options.Embedded)
            {
                // No transactions and no compaction there, so a gap is loss.
                partition.Lost += partition.Next >= 0 ? Math.Max(0, result.Offset.Value - partition.Next) : 0;
                partition.Next = result.Offset.Value + 1;
            }

            partition.IsAppendTime = message.Timestamp.Type == TimestampType.LogAppendTime;
            if (partition.IsAppendTime)
            {
                state.Telemetry.Appended(message.Timestamp.UnixTimestampMs);
            }
        }

        buffer.Add(result);
    }

    /// <summary>Records of one fetch come together, so it is mostly the same as before.</summary>
    private PartitionState? StateOf(ConsumeResult<byte[], byte[]> result)
    {
        if (last is null || result.Partition.Value != lastPartition || result.Topic != lastTopic)
        {
            (lastTopic, lastPartition) = (result.Topic, result.Partition.Value);
            last = state.Partitions.GetValueOrDefault(result.TopicPartition);
        }

        return last;
    }
}
