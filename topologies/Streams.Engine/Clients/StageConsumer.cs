using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;
using Streams.Engine.Assignment;
using Streams.Engine.Batches;
using Streams.Engine.Hosting;

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
    private readonly InstanceState _state;
    private readonly StageRebalances _rebalances;
    private readonly BatchQueue _buffer = new();
    private string _lastTopic = string.Empty;
    private int _lastPartition;
    private PartitionState? _last;
    private bool _batchOpen;
    private long _batchBegan;
    private List<TopicPartition> _assignment = [];
    private int _assignedAt = -1;

    public StageConsumer(ConsumerConfig config, IConsumerRebalanceListener listener, InstanceState state)
        : this(new StageRebalances(listener, state), config, state) { }

    private StageConsumer(StageRebalances rebalances, ConsumerConfig config, InstanceState state)
        : base(rebalances.Build(config))
    {
        this._state = state;
        this._rebalances = rebalances;
        rebalances.Owner = this;
    }

    /// <summary>Streamiz asks in every round of its loop, and librdkafka answers through its own thread: kept between two rebalances.</summary>
    public override List<TopicPartition> Assignment => _assignedAt == _rebalances.Count ? _assignment : Inner.Assignment;

    /// <summary>Forgets what was drained and not handed out: it belongs to an assignment that is over (N6).</summary>
    public void DropBuffer()
    {
        _buffer.Clear();
        (_lastTopic, _last) = (string.Empty, null);
    }

    public override ConsumeResult<byte[], byte[]> Consume(TimeSpan timeout)
    {
        _state.Health.NotePoll();
        if (_buffer.Count > 0)
        {
            return HandOut();
        }

        var time = _state.Options.Time;
        if (_batchOpen)
        {
            _batchOpen = false;
            var left = Poll + TimeSpan.FromMilliseconds(2) - time.GetElapsedTime(_batchBegan);
            if (left > TimeSpan.Zero)
            {
                Rest(left < Poll ? left : Poll);
                return null!;
            }
        }

        _batchBegan = time.GetTimestamp();
        if (_state.Assignment.HandedOut.Room == 0)
        {
            // Nothing more before the next commit: one that failed is searched for its cause.
            Rest(Poll);
            return null!;
        }

        Drain(timeout);
        if (_assignedAt != _rebalances.Count)
        {
            (_assignedAt, _assignment) = (_rebalances.Count, Inner.Assignment);
        }

        if (_buffer.Count == 0)
        {
            return null!;
        }

        _batchOpen = true;
        return HandOut();
    }

    public override void Commit(IEnumerable<TopicPartitionOffset> offsets)
    {
        _state.Telemetry.CommitBegins();
        _state.Clients.Producer?.FlushForCommit();
        try
        {
            _state.Options.Reached?.Invoke(EnginePoint.Delivered);
            _state.Health.CallBroker(() => Inner.Commit(offsets));
        }
        catch (KafkaException) when (_rebalances.Revoking && _state.Options.Embedded)
        {
            // The mock cluster refuses commits within a revoke; at-least-once: the records are read again.
            return;
        }
        catch (KafkaException refused) when (_state.Options.Mends(Mends.RevokeNeverThrows))
        {
            _state.Assignment.HandedOut.Failed(isOfRecord: false);
            throw _state.Identity.Fail($"the commit of offsets was refused: {refused.Error.Code} {refused.Message}");
        }

        _state.Clients.Producer?.AfterCommit();
    }

    public override void Unsubscribe()
    {
        if (!_state.Health.Stopping && _state.Options.Mends(Mends.RevokeNeverThrows))
        {
            throw _state.Identity.Fail($"Streamiz gave up its tasks");
        }

        _assignedAt = -1;
        Inner.Unsubscribe();
    }

    /// <remarks>Streamiz' loop calls again until its time is over: sleeping, not returning, keeps it from spinning.</remarks>
#pragma warning disable RS0030 // the thread is Streamiz' own, and its call is synchronous
    private static void Rest(TimeSpan time) => Thread.Sleep(time);
#pragma warning restore RS0030

    private ConsumeResult<byte[], byte[]> HandOut()
    {
        _state.Assignment.Uncommitted = true;
        var batch = _buffer.Take();
        _state.Assignment.HandedOut.Add(batch.Topic, batch.Partition.Value, batch.Records[^1].Offset, batch.Records.Length);
        return batch.Carrier(_state.Options.Mends(Mends.KeylessRecords) ? [] : batch.Records[0].Key);
    }

    private void Drain(TimeSpan timeout)
    {
        _rebalances.Revoked = false;
        var wait = timeout < TimeSpan.Zero || timeout > Poll ? Poll : timeout;
        if (!_state.Assignment.Uncommitted && timeout > TimeSpan.Zero && _state.Assignment.Ready)
        {
            wait = Idle;
        }

        var round = Math.Min(_state.Sizer.RoundRecords, _state.Assignment.HandedOut.Room);
        for (var taken = 0; taken < round; taken++)
        {
            var result = Inner.Consume(wait);
            if (_rebalances.Revoked)
            {
                DropBuffer();
                _rebalances.Revoked = false;
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
        if (_state.Options.Mends(Mends.KeylessRecords))
        {
            message.Key ??= [];
        }

        message.Value ??= [];
        if (StateOf(result) is { } partition)
        {
            partition.Drained++;
            if (_state.Options.Embedded)
            {
                // No transactions and no compaction there, so a gap is loss.
                partition.Lost += partition.Next >= 0 ? Math.Max(0, result.Offset.Value - partition.Next) : 0;
                partition.Next = result.Offset.Value + 1;
            }

            partition.IsAppendTime = message.Timestamp.Type == TimestampType.LogAppendTime;
            if (partition.IsAppendTime)
            {
                _state.Telemetry.Appended(message.Timestamp.UnixTimestampMs);
            }
        }

        _buffer.Add(result);
    }

    /// <summary>Records of one fetch come together, so it is mostly the same as before.</summary>
    private PartitionState? StateOf(ConsumeResult<byte[], byte[]> result)
    {
        if (_last is null || result.Partition.Value != _lastPartition || result.Topic != _lastTopic)
        {
            (_lastTopic, _lastPartition) = (result.Topic, result.Partition.Value);
            _last = _state.Assignment.Partitions.GetValueOrDefault(result.TopicPartition);
        }

        return _last;
    }
}
