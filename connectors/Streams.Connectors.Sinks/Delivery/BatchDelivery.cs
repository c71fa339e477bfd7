using System.Collections.Concurrent;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Delivery;

/// <summary>
/// Sends items in batches that are small enough. A batch that the other side refuses for good is halved, both halves at once, until the bad item stands alone:
/// n bad items among m cost about n·log₂(m) requests, of which several are under way at a time.
/// </summary>
/// <param name="maxItems">The most items of a request.</param>
/// <param name="maxBytes">The most bytes of a request by the items' own sizes; one that is larger goes alone.</param>
/// <param name="send">Sends one batch: null where it was taken, else why it never will be.</param>
/// <exception cref="TemporaryDeliveryException">Thrown by <paramref name="send"/>; ends the delivery, and says what need not come again.</exception>
internal sealed class BatchDelivery<T>(int maxItems, int maxBytes, Func<ArraySegment<T>, CancellationToken, Task<string?>> send)
{
    private const int AtOnce = 8;

    /// <summary>Sends all, batches in order.</summary>
    /// <returns>The items that are refused for good, each with the reason, in their order.</returns>
    public Task<IReadOnlyList<(T Item, string Reason)>> DeliverAsync(T[] items, Func<T, int> sizeOf, CancellationToken cancel) =>
        DeliverAsync(items, sizeOf, static (_, _) => null, cancel);

    /// <summary>Sends alerts, one an item, batches in order. Where a batch meets a receiver that is busy, those before it do not come again.</summary>
    /// <param name="items">The alerts as they are sent.</param>
    /// <param name="sizeOf">Their bytes.</param>
    /// <param name="alertOf">The alert of an item.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The alerts that are refused for good.</returns>
    public async Task<IReadOnlyList<RefusedAlert>> DeliverAlertsAsync(T[] items, Func<T, int> sizeOf, Func<T, SinkAlert> alertOf, CancellationToken cancel)
    {
        var refused = await DeliverAsync(items, sizeOf, (item, reason) => new RefusedAlert(alertOf(item), reason), cancel).ConfigureAwait(false);
        return [.. refused.Select(r => new RefusedAlert(alertOf(r.Item), r.Reason))];
    }

    private async Task<IReadOnlyList<(T Item, string Reason)>> DeliverAsync(
        T[] items,
        Func<T, int> sizeOf,
        Func<T, string, RefusedAlert?> refusedOf,
        CancellationToken cancel
    )
    {
        var refused = new ConcurrentDictionary<int, string>();
        using var gate = new SemaphoreSlim(AtOnce);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var settled = 0;
        try
        {
            foreach (var batch in Cut(items, sizeOf))
            {
                await OfferAsync(batch, refused, gate, stop).ConfigureAwait(false);
                settled = batch.Offset + batch.Count;
            }
        }
        catch (TemporaryDeliveryException busy) when (settled > 0)
        {
            throw new TemporaryDeliveryException(busy.Message, busy.RetryAfter, busy.InnerException)
            {
                Settled = settled,
                Refused = [.. refused.Where(r => r.Key < settled).OrderBy(r => r.Key).Select(r => refusedOf(items[r.Key], r.Value)).OfType<RefusedAlert>()],
            };
        }

        return [.. refused.OrderBy(r => r.Key).Select(r => (items[r.Key], r.Value))];
    }

    private async Task OfferAsync(ArraySegment<T> batch, ConcurrentDictionary<int, string> refused, SemaphoreSlim gate, CancellationTokenSource stop)
    {
        await gate.WaitAsync(stop.Token).ConfigureAwait(false);
        string? reason;
        try
        {
            reason = await send(batch, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }

        if (reason is null)
        {
            return;
        }

        if (batch.Count == 1)
        {
            refused[batch.Offset] = reason;
            return;
        }

        var half = batch.Count / 2;
        await BothAsync(OfferAsync(batch[..half], refused, gate, stop), OfferAsync(batch[half..], refused, gate, stop), stop).ConfigureAwait(false);
    }

    /// <summary>The first failure ends the other half too, and is the one that is told.</summary>
    private static async Task BothAsync(Task left, Task right, CancellationTokenSource stop)
    {
        var first = await Task.WhenAny(left, right).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(left, right).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
        await Task.WhenAll(left, right).ConfigureAwait(false);
    }

    private IEnumerable<ArraySegment<T>> Cut(T[] items, Func<T, int> sizeOf)
    {
        var (from, bytes) = (0, 0);
        for (var i = 0; i < items.Length; i++)
        {
            var size = sizeOf(items[i]);
            if (i > from && (bytes + size > maxBytes || i - from >= maxItems))
            {
                yield return new ArraySegment<T>(items, from, i - from);
                (from, bytes) = (i, 0);
            }

            bytes += size;
        }

        if (from < items.Length)
        {
            yield return new ArraySegment<T>(items, from, items.Length - from);
        }
    }
}
