using Confluent.Kafka;
using Streams.Engine.Running;

namespace Streams.Engine.Clients;

/// <summary>A restore ends at the high watermark, so it waits for the predecessor's open transaction to be decided.</summary>
/// <remarks>
/// N9: QueryWatermarkOffsets of a read-committed consumer answers the last stable offset; a new owner would work on old state.
/// Needless once Streamiz asks for the end with read_uncommitted (KAFKA-10167 in Java).
/// </remarks>
internal sealed class RestoreConsumer(IConsumer<byte[], byte[]> inner, IAdminClient rawAdmin, InstanceState state) : ForwardingConsumer(inner)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(ClientFactory.PollMs);

    public override ConsumeResult<byte[], byte[]> Consume(TimeSpan timeout)
    {
        state.NotePoll();
        // N20: the engine's back-off can ask for hundreds of milliseconds, or for less than none.
        return Inner.Consume(timeout > TimeSpan.Zero && timeout < Poll ? timeout : Poll);
    }

    public override WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout)
    {
        var stable = Inner.QueryWatermarkOffsets(topicPartition, timeout);
        if (state.Options.Embedded)
        {
            return stable;
        }

        var end = HighWatermarks.AskAsync(rawAdmin, [topicPartition]).GetAwaiter().GetResult();
        return new WatermarkOffsets(stable.Low, end[0].Offset);
    }
}
