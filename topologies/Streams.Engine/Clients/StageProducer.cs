using Confluent.Kafka;
using Streams.Engine.Assignment;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;

namespace Streams.Engine.Clients;

/// <summary>
/// The producer of one stream thread. It promises: one flush a commit; nothing is committed after a failed delivery;
/// outputs sent past Streamiz belong to the same transaction; a full queue is waited for; an abort ends the process.
/// </summary>
/// <remarks>
/// N19: Streamiz flushes once per task; here Flush only notes. N2: Streamiz forgets a delivery failure when it shuts down.
/// N21: Local_QueueFull is no failure. There is no in-process abort path (N3, and the checkpoint of defect 3).
/// Delivery reports arrive on librdkafka's thread and touch only <see cref="Clients.Undelivered"/>.
/// </remarks>
internal sealed class StageProducer : ForwardingProducer, IStageProducer
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(60);
    private readonly InstanceState _state;
    private readonly Action<DeliveryReport<byte[], byte[]>> _delivered;
    private readonly Undelivered _undelivered = new();
    private readonly Func<IReadOnlyCollection<string>, IReadOnlyList<string>> _denied;

    /// <param name="inner">The client.</param>
    /// <param name="state">Its instance.</param>
    /// <param name="denied">Which of some topics we may not write to; asked of the broker where a transaction breaks.</param>
    public StageProducer(IProducer<byte[], byte[]> inner, InstanceState state, Func<IReadOnlyCollection<string>, IReadOnlyList<string>> denied)
        : base(inner)
    {
        (this._state, this._denied) = (state, denied);
        _delivered = OnDelivered;
    }

    /// <inheritdoc/>
    public long Commits { get; private set; }

    /// <inheritdoc/>
    public bool InTransaction { get; private set; }

    /// <inheritdoc/>
    public bool EngineKnows { get; private set; }

    /// <inheritdoc/>
    public long Flushes { get; private set; }

    /// <inheritdoc/>
    public void Send(TopicPartition to, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? reported = null)
    {
        Begin();
        ProduceOrWait(to, message, reported ?? _delivered);
    }

    /// <inheritdoc/>
    public void Poison(DeliveryReport<byte[], byte[]> report) => _undelivered.Add(report);

    public override void Produce(
        TopicPartition topicPartition,
        Message<byte[], byte[]> message,
        Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null
    ) => ProduceOrWait(topicPartition, message, _delivered);

    public override void Produce(string topic, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null) =>
        ProduceOrWait(new TopicPartition(topic, Partition.Any), message, _delivered);

    public override void BeginTransaction()
    {
        Begin();
        EngineKnows = true;
    }

    public override void Flush(CancellationToken cancellationToken = default)
    {
        // The real flush happens once, before the offsets go.
        if (!_state.Options.Mends(Mends.OneFlush))
        {
            FlushForCommit();
        }

        if (_undelivered.Any)
        {
            throw Fail();
        }
    }

    public override int Flush(TimeSpan timeout) => 0;

    /// <inheritdoc/>
    public void FlushForCommit(Action? probe = null)
    {
        _state.Options.ProcessEnd.ThrowIfEnded();
        Flushes++;
        var began = _state.Options.Time.GetTimestamp();
        while (!_undelivered.Any && Inner.Flush(Slice) > 0)
        {
            _state.Health.NotePoll();
            if (_state.Options.Time.GetElapsedTime(began) > FlushPatience)
            {
                _state.Assignment.HandedOut.Failed(isOfRecord: false);
                throw _state.Identity.Fail($"records were not delivered within {FlushPatience.TotalSeconds} s");
            }
        }

        if (_undelivered.Any)
        {
            throw Fail(probe);
        }
    }

    public override void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout)
    {
        _state.Telemetry.CommitBegins();
        FlushForCommit(() => Inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout));
        try
        {
            _state.Options.Reached?.Invoke(EnginePoint.Delivered);
            _state.Health.CallBroker(() => Retry(() => Inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout)));
        }
        catch (KafkaException refused)
        {
            _state.Assignment.HandedOut.Failed(isOfRecord: false);
            throw _state.Identity.Fail($"the offsets were refused: {refused.Error.Code} {refused.Message}");
        }
    }

    public override void CommitTransaction()
    {
        _state.Options.ProcessEnd.ThrowIfEnded();
        _state.Options.Reached?.Invoke(EnginePoint.OffsetsSent);
        try
        {
            _state.Health.CallBroker(() => Retry(Inner.CommitTransaction));
        }
        catch (KafkaException refused)
        {
            _state.Assignment.HandedOut.Failed(isOfRecord: false);
            throw _state.Identity.Fail($"the commit was refused: {refused.Error.Code} {refused.Message}");
        }

        InTransaction = false;
        EngineKnows = false;
        _state.Options.Reached?.Invoke(EnginePoint.Committed);
        AfterCommit();
    }

    /// <inheritdoc/>
    public void AfterCommit()
    {
        Commits++;
        _state.Assignment.Committed();
        _state.Telemetry.CommitEnds();
    }

    public override void InitTransactions(TimeSpan timeout) => _state.Health.CallBroker(() => Inner.InitTransactions(timeout));

    public override void AbortTransaction() => throw _state.Identity.Fail($"Streamiz asked for an abort");

    public override void AbortTransaction(TimeSpan timeout) => AbortTransaction();

    private static void Retry(Action call)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                call();
                return;
            }
            catch (KafkaRetriableException) when (tries < 5) { }
        }
    }

    private void Begin()
    {
        _state.Assignment.Uncommitted = true;
        if (!_state.Options.ExactlyOnce || InTransaction)
        {
            return;
        }

        _state.Options.ProcessEnd.ThrowIfEnded();
        Inner.BeginTransaction();
        InTransaction = true;
    }

    private void ProduceOrWait(TopicPartition to, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>> reported)
    {
        while (true)
        {
            try
            {
                Inner.Produce(to, message, reported);
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull && !_undelivered.Any)
            {
                _state.Health.NotePoll();
                Inner.Flush(Slice);
            }
            catch (KafkaException) when (_undelivered.Any)
            {
                throw Fail(); // the transaction broke before this record
            }
            catch (KafkaException refused)
            {
                _undelivered.Add(to.Topic, refused.Error);
                throw Fail();
            }
        }
    }

    private ProcessEndedException Fail(Action? probe = null)
    {
        // librdkafka empties its queue when a transaction breaks: the reports of the others are on their way.
        for (var slices = 0; _undelivered.SaysNothing && slices < 20 && Inner.Flush(Slice) > 0; slices++)
        {
            _state.Health.NotePoll();
        }

        var (topic, error) = _undelivered.First;
        if (_undelivered.SaysNothing)
        {
            IReadOnlyList<string> topics = [];
            _state.Health.CallBroker(() => topics = _denied(_undelivered.Topics));
            if (topics.Count > 0)
            {
                (topic, error) = (string.Join(", ", topics), new Error(ErrorCode.TopicAuthorizationFailed));
            }
            else if (probe is not null)
            {
                error = DeliveryFault.Of(probe) ?? error;
            }
        }

        _state.Assignment.HandedOut.Failed(DeliveryFault.IsOfRecord(error.Code));
        return _state.Identity.Fail($"a record for {topic} could not be delivered: {error.Code} {error.Reason}");
    }

    private void OnDelivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError && _state.Options.Mends(Mends.Poison))
        {
            Poison(report);
        }
    }
}
