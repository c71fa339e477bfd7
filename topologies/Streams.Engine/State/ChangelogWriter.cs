using Confluent.Kafka;

namespace Streams.Engine.State;

/// <summary>
/// Writes one task's changelog through the producer decorator, and knows from the delivery reports how far it has come.
/// </summary>
/// <remarks>Reports arrive on librdkafka's thread, all of them before the flush that precedes a commit returns.</remarks>
internal sealed class ChangelogWriter
{
    private readonly TaskStores _stores;
    private readonly Action<DeliveryReport<byte[], byte[]>> _delivered;
    private long _last = -1;

    public ChangelogWriter(TopicPartition place, TaskStores stores)
    {
        Place = place;
        _stores = stores;
        _delivered = OnDelivered;
    }

    public TopicPartition Place { get; }

    /// <summary>The offset after the last record delivered; null where none was.</summary>
    public long? NextOffset => Volatile.Read(ref _last) is >= 0 and var offset ? offset + 1 : null;

    public void Write(byte[] key, byte[]? value) => _stores.Producer.Send(Place, new Message<byte[], byte[]> { Key = key, Value = value! }, _delivered); // null is a tombstone

    private void OnDelivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            _stores.Producer.Poison(report);
        }
        else if (report.Offset.Value > Volatile.Read(ref _last))
        {
            Volatile.Write(ref _last, report.Offset.Value);
        }
    }
}
