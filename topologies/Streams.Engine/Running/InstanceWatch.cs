using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Clients;

namespace Streams.Engine.Running;

/// <summary>
/// Beside a stream thread: asks the broker every half second for the ends of the inputs, where a task wants to know them,
/// and ends the process when the thread has stopped polling (N1 and other hangs).
/// </summary>
internal sealed class InstanceWatch(InstanceState state, IAdminClient rawAdmin)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Interval, state.Options.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                if (!state.IsAlive)
                {
                    state.ProcessEnd.End($"{state.MemberName}: the stream thread has not polled for {state.SinceLastPoll.TotalSeconds:F0} s{(state.InBrokerCall ? ", within a call of the broker" : "")}");
                    return;
                }

                await LookAtEndsAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task LookAtEndsAsync()
    {
        if (!state.EndsWanted || state.Partitions.IsEmpty || state.Options.Embedded)
        {
            return;
        }

        state.EndsWanted = false;
        var asked = (state.Options.Time.GetUtcNow() - state.Options.ClockSkewMax).ToUnixTimeMilliseconds();
        try
        {
            foreach (var (place, end) in await LogEnds.AskAsync(rawAdmin, [.. state.Partitions.Keys], OffsetSpec.Latest()).ConfigureAwait(false))
            {
                if (state.Partitions.TryGetValue(place, out var partition))
                {
                    partition.SetEnd(end.Value, asked);
                }
            }
        }
        catch (KafkaException)
        {
            // Not knowing the end only keeps the frontier where it is.
        }
    }
}
