using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Admin;
using Streams.Engine.Assignment;

namespace Streams.Engine.Running;

/// <summary>
/// Beside a stream thread: asks the broker every half second for the ends of the inputs, where a task wants to know them,
/// and ends the process when the thread has stopped polling (N1 and other hangs).
/// </summary>
internal sealed class InstanceWatch(InstanceState state, IAdminClient rawAdmin)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Interval, state.Options.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                if (!state.Health.IsAlive)
                {
                    state.Identity.End(
                        $"the stream thread has not polled for {state.Health.SinceLastPoll.TotalSeconds:F0} s{(state.Health.InBrokerCall ? ", within a call of the broker" : "")}"
                    );
                    return;
                }

                await LookAtEndsAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task LookAtEndsAsync()
    {
        if (!state.Assignment.EndsWanted || state.Assignment.Partitions.IsEmpty || state.Options.Embedded)
        {
            return;
        }

        state.Assignment.EndsWanted = false;
        var asked = (state.Options.Time.GetUtcNow() - state.Options.ClockSkewMax).ToUnixTimeMilliseconds();
        try
        {
            foreach (var (place, end) in await LogEnds.AskAsync(rawAdmin, [.. state.Assignment.Partitions.Keys], OffsetSpec.Latest()).ConfigureAwait(false))
            {
                if (state.Assignment.Partitions.TryGetValue(place, out var partition))
                {
                    partition.SetEnd(end.Value, asked);
                }
            }

            await LookAtBeginsAsync().ConfigureAwait(false);
        }
        catch (KafkaException)
        {
            // Not knowing the end only keeps the frontier where it is.
        }
    }

    /// <summary>
    /// Of a partition that stands short of its end, asks where reading goes on: behind a restart the client knows no position until a record comes,
    /// and what lay between may have been deleted.
    /// </summary>
    private async Task LookAtBeginsAsync()
    {
        var lacking = new List<TopicPartition>();
        foreach (var (place, partition) in state.Assignment.Partitions)
        {
            if (partition.LacksBegin())
            {
                lacking.Add(place);
            }
        }

        if (lacking.Count == 0)
        {
            return;
        }

        var begins = await LogEnds.AskAsync(rawAdmin, lacking, OffsetSpec.Earliest()).ConfigureAwait(false);
        var groups = await rawAdmin
            .ListConsumerGroupOffsetsAsync(
                [new ConsumerGroupTopicPartitions(state.Identity.ApplicationId, lacking)],
                new ListConsumerGroupOffsetsOptions { RequireStableOffsets = true, RequestTimeout = Patience }
            )
            .ConfigureAwait(false);
        foreach (var committed in groups[0].Partitions)
        {
            if (!committed.Error.IsError && state.Assignment.Partitions.TryGetValue(committed.TopicPartition, out var partition))
            {
                // Nothing of it was processed in this assignment (or it would have a position), or its log begins behind what was.
                partition.SetBegin(Math.Max(committed.Offset.Value, begins[committed.TopicPartition].Value));
            }
        }
    }
}
