using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Running;

namespace Streams.Engine.Clients;

/// <summary>A restore ends at the high watermark, so it waits for the predecessor's open transaction to be decided.</summary>
/// <remarks>
/// N9: QueryWatermarkOffsets of a read-committed consumer answers the last stable offset; a new owner would work on old state.
/// Needless once Streamiz asks for the end with read_uncommitted (KAFKA-10167 in Java). All changelogs are asked for at once.
/// </remarks>
internal sealed class RestoreConsumer(IConsumer<byte[], byte[]> inner, IAdminClient rawAdmin, InstanceState state) : ForwardingConsumer(inner)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(ClientFactory.PollMs);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Dictionary<TopicPartition, WatermarkOffsets> bounds = [];

    /// <summary>Where the log of a changelog begins and ends, as it was when this assignment was first asked about.</summary>
    /// <exception cref="KafkaException">The broker did not answer.</exception>
    public WatermarkOffsets BoundsOf(TopicPartition changelog)
    {
        if (state.Options.Embedded)
        {
            return Inner.QueryWatermarkOffsets(changelog, Patience);
        }

        if (!bounds.TryGetValue(changelog, out var known))
        {
            var partitions = state.Stores.Values.Select(s => s.Changelog).Append(changelog).Distinct().ToArray();
            var lows = LogEnds.AskAsync(rawAdmin, partitions, OffsetSpec.Earliest()).GetAwaiter().GetResult();
            var highs = LogEnds.AskAsync(rawAdmin, partitions, OffsetSpec.Latest()).GetAwaiter().GetResult();
            foreach (var partition in partitions)
            {
                bounds[partition] = new WatermarkOffsets(lows[partition], highs[partition]);
            }

            known = bounds[changelog];
        }

        return known;
    }

    /// <summary>The assignment has ended.</summary>
    public void ForgetBounds() => bounds.Clear();

    public override ConsumeResult<byte[], byte[]> Consume(TimeSpan timeout)
    {
        state.NotePoll();
        // N20: the engine's back-off can ask for hundreds of milliseconds, or for less than none.
        return Inner.Consume(timeout > TimeSpan.Zero && timeout < Poll ? timeout : Poll);
    }

    public override WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout) =>
        state.Options.Mends(Hosting.Mends.HighWatermark) ? BoundsOf(topicPartition) : Inner.QueryWatermarkOffsets(topicPartition, timeout);
}
