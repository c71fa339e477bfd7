using Confluent.Kafka;

namespace Streams.Engine.Clients;

/// <summary>A producer that does what the inner one does; decorators override what they promise.</summary>
internal abstract class ForwardingProducer(IProducer<byte[], byte[]> inner) : IProducer<byte[], byte[]>
{
    protected IProducer<byte[], byte[]> Inner => inner;

    public virtual Handle Handle => inner.Handle;

    public virtual string Name => inner.Name;

    public virtual Task<DeliveryResult<byte[], byte[]>> ProduceAsync(
        string topic,
        Message<byte[], byte[]> message,
        CancellationToken cancellationToken = default
    ) => inner.ProduceAsync(topic, message, cancellationToken);

    public virtual Task<DeliveryResult<byte[], byte[]>> ProduceAsync(
        TopicPartition topicPartition,
        Message<byte[], byte[]> message,
        CancellationToken cancellationToken = default
    ) => inner.ProduceAsync(topicPartition, message, cancellationToken);

    public virtual void Produce(string topic, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null) =>
        inner.Produce(topic, message, deliveryHandler);

    public virtual void Produce(
        TopicPartition topicPartition,
        Message<byte[], byte[]> message,
        Action<DeliveryReport<byte[], byte[]>>? deliveryHandler = null
    ) => inner.Produce(topicPartition, message, deliveryHandler);

    public virtual int Poll(TimeSpan timeout) => inner.Poll(timeout);

    public virtual int Flush(TimeSpan timeout) => inner.Flush(timeout);

    public virtual void Flush(CancellationToken cancellationToken = default) => inner.Flush(cancellationToken);

    public virtual void InitTransactions(TimeSpan timeout) => inner.InitTransactions(timeout);

    public virtual void BeginTransaction() => inner.BeginTransaction();

    public virtual void CommitTransaction(TimeSpan timeout) => inner.CommitTransaction(timeout);

    public virtual void CommitTransaction() => inner.CommitTransaction();

    public virtual void AbortTransaction(TimeSpan timeout) => inner.AbortTransaction(timeout);

    public virtual void AbortTransaction() => inner.AbortTransaction();

    public virtual void SendOffsetsToTransaction(IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata groupMetadata, TimeSpan timeout) =>
        inner.SendOffsetsToTransaction(offsets, groupMetadata, timeout);

    public virtual void Dispose() => inner.Dispose();

    public virtual int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    public virtual void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);
}
