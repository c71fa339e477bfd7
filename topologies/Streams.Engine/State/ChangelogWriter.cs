using Confluent.Kafka;
using Streams.Engine.Running;

namespace Streams.Engine.State;

/// <summary>
/// Writes one task's changelog through the producer decorator, and knows from the delivery reports how far it has come.
/// </summary>
/// <remarks>Reports arrive on librdkafka's thread, all of them before the flush that precedes a commit returns.</remarks>
internal sealed class ChangelogWriter
{
    private readonly InstanceState _instance;
    private readonly Action<DeliveryReport<byte[], byte[]>> _delivered;
    private long _last = -1;

    public ChangelogWriter(TopicPartition place, InstanceState instance)
    {
        Place = place;
        this._instance = instance;
        _delivered = OnDelivered;
    }

    public TopicPartition Place { get; }

    /// <summary>The offset after the last record delivered; null where none was.</summary>
    public long? NextOffset => Volatile.Read(ref _last) is >= 0 and var offset ? offset + 1 : null;

    public void Write(byte[] key, byte[]? value) => _instance.Producer!.Send(Place, new Message<byte[], byte[]> { Key = key, Value = value! }, _delivered); // made before any store; null is a tombstone

    private void OnDelivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            _instance.Producer!.Poison(report); // the same producer
        }
        else if (report.Offset.Value > Volatile.Read(ref _last))
        {
            Volatile.Write(ref _last, report.Offset.Value);
        }
    }
}
