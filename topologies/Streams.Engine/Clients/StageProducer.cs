using Confluent.Kafka;
using Streams.Engine.Running;

namespace Streams.Engine.Clients;

/// <summary>
/// The producer of one stream thread. It promises: one flush a commit; nothing is committed after a failed delivery;
/// outputs sent past Streamiz belong to the same transaction; a full queue is waited for; an abort ends the process.
/// </summary>
/// <remarks>
/// N19: Streamiz flushes once per task; here Flush only notes. N2: Streamiz forgets a delivery failure when it shuts down.
/// N21: Local_QueueFull is no failure. There is no in-process abort path (N3, and the checkpoint of defect 3).
/// Delivery reports arrive on librdkafka's thread and touch only the poison.
/// </remarks>
internal sealed class StageProducer : ForwardingProducer
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(60);
    private readonly InstanceState state;
    private readonly Action<DeliveryReport<byte[], byte[]>> delivered;
    private volatile DeliveryReport<byte[], byte[]>? poison;

    public StageProducer(IProducer<byte[], byte[]> inner, InstanceState state)
        : base(inner)
    {
        this.state = state;
        delivered = OnDelivered;
    }

    /// <summary>How many commits succeeded.</summary>
    public long Commits { get; private set; }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction { get; private set; }

    /// <summary>Whether Streamiz knows of the open transaction; if not, it would not commit it on its own.</summary>
    public bool EngineKnows { get; private set; }

    /// <summary>How many real flushes there were; for tests.</summary>
    public long Flushes { get; private set; }

    /// <summary>Sends past Streamiz, within the current transaction.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="reported">Called with the delivery report, on librdkafka's thread, in the place of our own; must call <see cref="Poison"/> on an error.</param>
    public void Send(TopicPartition to, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? reported = null)
    {
        Begin();
        ProduceOrWait(to, message, reported ?? delivered);
    }

    /// <summary>A record was not delivered: nothing is committed any more. Any thread.</summary>
    public void Poison(DeliveryReport<byte[], byte[]> report) => poison ??= report;

    public override void Produce(TopicPartition topicPartition, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null) =>
        ProduceOrWait(topicPartition, message, delivered);

    public override void Produce(string topic, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null) =>
        ProduceOrWait(new TopicPartition(topic, Partition.Any), message, delivered);

    public override void BeginTransaction()
    {
        Begin();
        EngineKnows = true;
    }

    public override void Flush(CancellationToken cancellationToken = default)
    {
        // The real flush happens once, before the offsets go.
        if (!state.Options.Mends(Hosting.Mends.OneFlush))
        {
            FlushForCommit();
        }

        if (poison is { } report)
        {
            throw Undelivered(report);
        }
    }

    public override int Flush(TimeSpan timeout) => 0;

    /// <summary>Waits for every delivery report; a failure among them ends the process.</summary>
    /// <param name="probe">A call that a broken transaction refuses with its cause; nothing is committed after it.</param>
    public void FlushForCommit(Action? probe = null)
    {
        state.ProcessEnd.ThrowIfEnded();
        Flushes++;
        var began = state.Options.Time.GetTimestamp();
        while (poison is null && Inner.Flush(Slice) > 0)
        {
            state.NotePoll();
            if (state.Options.Time.GetElapsedTime(began) > FlushPatience)
            {
                throw state.ProcessEnd.Fail($"{state.MemberName}: records were not delivered within {FlushPatience.TotalSeconds} s");
            }
        }

        if (poison is { } report)
        {
            throw Undelivered(report, probe);
        }
    }

    public override void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout)
    {
        state.Telemetry.CommitBegins();
        FlushForCommit(() => Inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout));
        try
        {
            state.Options.Reached?.Invoke(Hosting.EnginePoint.Delivered);
            state.CallBroker(() => Retry(() => Inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout)));
        }
        catch (KafkaException refused)
        {
            throw state.ProcessEnd.Fail($"{state.MemberName}: the offsets were refused: {refused.Error.Code} {refused.Message}");
        }
    }

    public override void CommitTransaction()
    {
        state.ProcessEnd.ThrowIfEnded();
        state.Options.Reached?.Invoke(Hosting.EnginePoint.OffsetsSent);
        try
        {
            state.CallBroker(() => Retry(Inner.CommitTransaction));
        }
        catch (KafkaException refused)
        {
            throw state.ProcessEnd.Fail($"{state.MemberName}: the commit was refused: {refused.Error.Code} {refused.Message}");
        }

        InTransaction = false;
        EngineKnows = false;
        state.Options.Reached?.Invoke(Hosting.EnginePoint.Committed);
        AfterCommit();
    }

    /// <summary>The commit hook; at-least-once calls it after the consumer's commit.</summary>
    public void AfterCommit()
    {
        Commits++;
        state.Committed();
        state.Telemetry.CommitEnds();
    }

    public override void InitTransactions(TimeSpan timeout) => state.CallBroker(() => Inner.InitTransactions(timeout));

    public override void AbortTransaction() => throw state.ProcessEnd.Fail($"{state.MemberName}: Streamiz asked for an abort");

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
            catch (KafkaRetriableException) when (tries < 5)
            {
            }
        }
    }

    private void Begin()
    {
        state.Uncommitted = true;
        if (!state.Options.ExactlyOnce || InTransaction)
        {
            return;
        }

        state.ProcessEnd.ThrowIfEnded();
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
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull && poison is null)
            {
                state.NotePoll();
                Inner.Flush(Slice);
            }
            catch (KafkaException refused)
            {
                throw state.ProcessEnd.Fail($"{state.MemberName}: {to.Topic} did not take a record: {refused.Error.Code} {refused.Error.Reason}");
            }
        }
    }

    private Hosting.ProcessEndedException Undelivered(DeliveryReport<byte[], byte[]> report, Action? probe = null)
    {
        var error = report.Error;
        if (error.Code == ErrorCode.Local_PurgeQueue && probe is not null)
        {
            // librdkafka empties its queue when a transaction breaks (a denied ACL); the next call says of what.
            try
            {
                probe();
            }
            catch (KafkaException cause)
            {
                error = cause.Error;
            }
        }

        return state.ProcessEnd.Fail($"{state.MemberName}: a record for {report.Topic} could not be delivered: {error.Code} {error.Reason}");
    }

    private void OnDelivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError && state.Options.Mends(Hosting.Mends.Poison))
        {
            Poison(report);
        }
    }
}
