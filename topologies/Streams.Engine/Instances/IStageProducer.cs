using Confluent.Kafka;

namespace Streams.Engine.Instances;

/// <summary>The decorated producer of a stream thread, for those who send past Streamiz.</summary>
internal interface IStageProducer
{
    /// <summary>How many commits succeeded.</summary>
    long Commits { get; }

    /// <summary>How many real flushes there were.</summary>
    long Flushes { get; }

    /// <summary>Whether a transaction is open.</summary>
    bool InTransaction { get; }

    /// <summary>Whether Streamiz knows of the open transaction; if not, it would not commit it on its own.</summary>
    bool EngineKnows { get; }

    /// <summary>Sends past Streamiz, within the current transaction.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="reported">Called with the delivery report, on librdkafka's thread, in the place of the producer's own; must call <see cref="Poison"/> on an error.</param>
    void Send(TopicPartition to, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? reported = null);

    /// <summary>A record was not delivered: nothing is committed any more. Any thread.</summary>
    void Poison(DeliveryReport<byte[], byte[]> report);

    /// <summary>Waits for every delivery report; a failure among them ends the process.</summary>
    /// <param name="probe">A call that a broken transaction refuses with its cause; nothing is committed after it.</param>
    void FlushForCommit(Action? probe = null);

    /// <summary>The commit hook; at-least-once calls it after the consumer's commit.</summary>
    void AfterCommit();
}
