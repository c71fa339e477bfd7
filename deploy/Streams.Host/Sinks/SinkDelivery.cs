using Confluent.Kafka;
using Streams.Connectors.Sinks.Delivery;
using Streams.Schemas.Alerts;
using Streams.Schemas.Parsing;

namespace Streams.Host.Sinks;

/// <summary>
/// Offers alerts to a sink. Failures are of three kinds. Temporary: tried again with back-off, for ever.
/// This alert is refused, or makes the sink fail where others do not: a dead letter, and on. Any other: a bug, which is thrown.
/// </summary>
/// <param name="name">What the sink is called.</param>
/// <param name="sink">The sink.</param>
/// <param name="options">How it is run.</param>
/// <param name="counts">What it has done.</param>
/// <param name="deadLetters">Where goes what it will never take.</param>
/// <param name="trouble">Is told while it cannot be reached.</param>
/// <param name="look">Called at least once a second of a pause.</param>
internal sealed class SinkDelivery(
    string name,
    IAlertSink sink,
    SinkRunnerOptions options,
    SinkCounts counts,
    SinkDeadLetters deadLetters,
    SinkTrouble trouble,
    Action look
)
{
    /// <summary>So many alerts one after the other at which a sink fails are no alert's fault.</summary>
    private const int MostUnusable = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private int _unusableInARow;

    /// <summary>Alerts of the last batch that need not be offered again, from its beginning.</summary>
    public int Settled { get; private set; }

    /// <summary>Until the sink has them; an alert at which it fails is found by halves.</summary>
    public Task OfferAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        Settled = 0;
        return OfferPartAsync(alerts, cancel);
    }

    private async Task OfferPartAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        var before = Settled;
        try
        {
            await TryUntilTakenAsync(alerts, cancel).ConfigureAwait(false);
            _unusableInARow = alerts.Count > 0 ? 0 : _unusableInARow;
        }
        catch (Exception e) when (!IsTemporary(e) && e is not KafkaException && !cancel.IsCancellationRequested)
        {
            var left = Behind(alerts, Settled - before);
            if (left.Count > 1)
            {
                var half = left.Count / 2;
                await OfferPartAsync([.. left.Take(half)], cancel).ConfigureAwait(false);
                await OfferPartAsync([.. left.Skip(half)], cancel).ConfigureAwait(false);
                return;
            }

            if (++_unusableInARow >= MostUnusable)
            {
                throw;
            }

            await BuryAsync(left[0].Alert, e, cancel).ConfigureAwait(false);
            Settled++;
        }
    }

    private async Task BuryAsync(IReadOnlyList<RefusedAlert> refused, CancellationToken cancel)
    {
        foreach (var (alert, reason) in refused)
        {
            await deadLetters.BuryAsync(alert.Alert, DeadReason.RefusedBySink, reason, cancel).ConfigureAwait(false);
        }

        if (refused.Count > 0)
        {
            SinkLog.Refused(options.Log, name, refused.Count, refused[0].Reason);
        }
    }

    private async Task BuryAsync(Alert alert, Exception e, CancellationToken cancel)
    {
        SinkLog.Unusable(options.Log, e, name, alert.Id);
        await deadLetters.BuryAsync(alert, DeadReason.UnusableBySink, $"{e.GetType().Name}: {e.Message}", cancel).ConfigureAwait(false);
        counts.Undecodable++;
    }

    private async Task TryUntilTakenAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var refused = await sink.DeliverAsync(alerts, cancel).ConfigureAwait(false);
                trouble.End();
                await SettleAsync(alerts.Count, refused, cancel).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (IsTemporary(e))
            {
                // A sink that fails while the service stops has no bug.
                cancel.ThrowIfCancellationRequested();
                counts.Retries++;
                trouble.Begin(e.Message);
                if (e is TemporaryDeliveryException { Settled: > 0 } partly)
                {
                    // What came before the receiver was busy does not come again, or one that takes few at a time would be told the same for ever.
                    await SettleAsync(partly.Settled, partly.Refused, cancel).ConfigureAwait(false);
                    alerts = Behind(alerts, partly.Settled);
                    pause = FirstPause;
                }

                await PauseAsync((e as TemporaryDeliveryException)?.RetryAfter is { } asked && asked > pause ? asked : pause, cancel).ConfigureAwait(false);
            }
        }
    }

    private static IReadOnlyList<SinkAlert> Behind(IReadOnlyList<SinkAlert> alerts, int settled) => settled == 0 ? alerts : [.. alerts.Skip(settled)];

    private async Task SettleAsync(int count, IReadOnlyList<RefusedAlert> refused, CancellationToken cancel)
    {
        await BuryAsync(refused, cancel).ConfigureAwait(false);
        (counts.Delivered, counts.Refused) = (counts.Delivered + count - refused.Count, counts.Refused + refused.Count);
        Settled += count;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        for (var left = pause; left > TimeSpan.Zero && !cancel.IsCancellationRequested; left -= LookEvery)
        {
            await Task.Delay(left < LookEvery ? left : LookEvery, options.Time, cancel).ConfigureAwait(false);
            await Task.Run(look, cancel).ConfigureAwait(false);
        }
    }

    private static bool IsTemporary(Exception e) => e is TemporaryDeliveryException or HttpRequestException or IOException or OperationCanceledException;
}
