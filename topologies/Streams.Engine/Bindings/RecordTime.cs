using Confluent.Kafka;
using Streamiz.Kafka.Net.Processors;

namespace Streams.Engine.Bindings;

/// <summary>Kafka's timestamp, never negative: Streamiz drops a record whose time is.</summary>
internal sealed class RecordTime : ITimestampExtractor
{
    public long Extract(ConsumeResult<object, object> record, long partitionTime) => Math.Max(0, record.Message.Timestamp.UnixTimestampMs);
}
