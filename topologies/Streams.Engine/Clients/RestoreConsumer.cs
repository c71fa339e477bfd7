using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Admin;
using Streams.Engine.Assignment;
using Streams.Engine.Batches;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;

namespace Streams.Engine.Clients;

/// <summary>A restore ends at the high watermark, so it waits for the predecessor's open transaction to be decided.</summary>
/// <remarks>
/// N9: QueryWatermarkOffsets of a read-committed consumer answers the last stable offset; a new owner would work on old state.
/// Needless once Streamiz asks for the end with read_uncommitted (KAFKA-10167 in Java). All changelogs are asked for at once.
/// </remarks>
internal sealed class RestoreConsumer(IConsumer<byte[], byte[]> inner, IAdminClient rawAdmin, InstanceState state) : ForwardingConsumer(inner), IRestoreBounds
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(ClientFactory.PollMs);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MostDrained = 10_000;
    private readonly Dictionary<TopicPartition, WatermarkOffsets> _bounds = [];
    private readonly BatchQueue _buffer = new();

    /// <inheritdoc/>
    public WatermarkOffsets BoundsOf(TopicPartition changelog)
    {
        if (state.Options.Embedded)
        {
            return Inner.QueryWatermarkOffsets(changelog, Patience);
        }

        if (!_bounds.TryGetValue(changelog, out var known))
        {
            var partitions = state.Assignment.Stores.Assigned.Values.Select(s => s.Changelog).Append(changelog).Distinct().ToArray();
            var lows = LogEnds.AskAsync(rawAdmin, partitions, OffsetSpec.Earliest()).GetAwaiter().GetResult();
            var highs = LogEnds.AskAsync(rawAdmin, partitions, OffsetSpec.Latest()).GetAwaiter().GetResult();
            foreach (var partition in partitions)
            {
                _bounds[partition] = new WatermarkOffsets(lows[partition], highs[partition]);
            }

            known = _bounds[changelog];
        }

        return known;
    }

    /// <inheritdoc/>
    public void ForgetBounds()
    {
        _bounds.Clear();
        _buffer.Clear();
    }

    public override ConsumeResult<byte[], byte[]> Consume(TimeSpan timeout)
    {
        state.Health.NotePoll();
        if (_buffer.Count == 0)
        {
            // N20: the engine's back-off can ask for hundreds of milliseconds, or for less than none.
            Drain(timeout > TimeSpan.Zero && timeout < Poll ? timeout : Poll);
        }

        return _buffer.Count == 0 ? null! : _buffer.Take().Carrier([]);
    }

    /// <summary>The engine takes a position at the end for a restore that is done, so what was drained and not handed out must not count.</summary>
    public override Offset Position(TopicPartition partition) => _buffer.FirstOf(partition) ?? Inner.Position(partition);

    private void Drain(TimeSpan wait)
    {
        for (var taken = 0; taken < MostDrained; taken++)
        {
            var record = Inner.Consume(wait);
            if (record is null)
            {
                return;
            }

            wait = TimeSpan.Zero;
            if (record.Message.Key is null)
            {
                continue; // no state is written without a key
            }

            if (record.Offset.Value >= EndOf(record.TopicPartition))
            {
                _buffer.Close(); // the engine counts a batch by its last offset, and what lies behind the end is not restored
            }

            _buffer.Add(record);
        }
    }

    private long EndOf(TopicPartition changelog) => _bounds.TryGetValue(changelog, out var known) ? known.High.Value : long.MaxValue;

    public override WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout) =>
        state.Options.Mends(Mends.HighWatermark) ? BoundsOf(topicPartition) : Inner.QueryWatermarkOffsets(topicPartition, timeout);
}
