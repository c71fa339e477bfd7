using Confluent.Kafka;

namespace Streams.Engine.Clients;

/// <summary>A consumer that does what the inner one does; decorators override what they promise.</summary>
internal abstract class ForwardingConsumer(IConsumer<byte[], byte[]> inner) : IConsumer<byte[], byte[]>
{
    protected IConsumer<byte[], byte[]> Inner => inner;

    public virtual string MemberId => inner.MemberId;

    public virtual List<TopicPartition> Assignment => inner.Assignment;

    public virtual List<string> Subscription => inner.Subscription;

    public virtual IConsumerGroupMetadata ConsumerGroupMetadata => inner.ConsumerGroupMetadata;

    public virtual Handle Handle => inner.Handle;

    public virtual string Name => inner.Name;

    public virtual ConsumeResult<byte[], byte[]> Consume(int millisecondsTimeout) => inner.Consume(millisecondsTimeout);

    public virtual ConsumeResult<byte[], byte[]> Consume(CancellationToken cancellationToken = default) => inner.Consume(cancellationToken);

    public virtual ConsumeResult<byte[], byte[]> Consume(TimeSpan timeout) => inner.Consume(timeout);

    public virtual void Subscribe(IEnumerable<string> topics) => inner.Subscribe(topics);

    public virtual void Subscribe(string topic) => inner.Subscribe(topic);

    public virtual void Unsubscribe() => inner.Unsubscribe();

    public virtual void Assign(TopicPartition partition) => inner.Assign(partition);

    public virtual void Assign(TopicPartitionOffset partition) => inner.Assign(partition);

    public virtual void Assign(IEnumerable<TopicPartitionOffset> partitions) => inner.Assign(partitions);

    public virtual void Assign(IEnumerable<TopicPartition> partitions) => inner.Assign(partitions);

    public virtual void IncrementalAssign(IEnumerable<TopicPartitionOffset> partitions) => inner.IncrementalAssign(partitions);

    public virtual void IncrementalAssign(IEnumerable<TopicPartition> partitions) => inner.IncrementalAssign(partitions);

    public virtual void IncrementalUnassign(IEnumerable<TopicPartition> partitions) => inner.IncrementalUnassign(partitions);

    public virtual void Unassign() => inner.Unassign();

    public virtual void StoreOffset(ConsumeResult<byte[], byte[]> result) => inner.StoreOffset(result);

    public virtual void StoreOffset(TopicPartitionOffset offset) => inner.StoreOffset(offset);

    public virtual List<TopicPartitionOffset> Commit() => inner.Commit();

    public virtual void Commit(IEnumerable<TopicPartitionOffset> offsets) => inner.Commit(offsets);

    public virtual void Commit(ConsumeResult<byte[], byte[]> result) => inner.Commit(result);

    public virtual void Seek(TopicPartitionOffset tpo) => inner.Seek(tpo);

    public virtual void Pause(IEnumerable<TopicPartition> partitions) => inner.Pause(partitions);

    public virtual void Resume(IEnumerable<TopicPartition> partitions) => inner.Resume(partitions);

    public virtual List<TopicPartitionOffset> Committed(TimeSpan timeout) => inner.Committed(timeout);

    public virtual List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout) => inner.Committed(partitions, timeout);

    public virtual Offset Position(TopicPartition partition) => inner.Position(partition);

    public virtual List<TopicPartitionOffset> OffsetsForTimes(IEnumerable<TopicPartitionTimestamp> timestampsToSearch, TimeSpan timeout) =>
        inner.OffsetsForTimes(timestampsToSearch, timeout);

    public virtual WatermarkOffsets GetWatermarkOffsets(TopicPartition topicPartition) => inner.GetWatermarkOffsets(topicPartition);

    public virtual WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout) =>
        inner.QueryWatermarkOffsets(topicPartition, timeout);

    public virtual void Close() => inner.Close();

    public virtual void Dispose() => inner.Dispose();

    public virtual int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    public virtual void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);
}
