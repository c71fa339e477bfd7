using CsCheck;
using Streams.Connectors.Sinks.Delivery;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Delivery;

public sealed class BatchDeliveryTests
{
    [Fact]
    public void Deliver_any_items_bad_exactly_those_are_refused_every_good_one_is_taken()
    {
        Gen.Select(Gen.Bool.Array[0, 60], Gen.Int[1, 20], Gen.Int[1, 50])
            .Sample(
                (bad, maxItems, maxBytes) =>
                {
                    var (taken, gate) = (new HashSet<int>(), new Lock());
                    var delivery = new BatchDelivery<int>(maxItems, maxBytes, (batch, _) =>
                    {
                        lock (gate)
                        {
                            taken.UnionWith(batch.Where(i => !bad[i]));
                        }

                        Assert.True(batch.Count <= maxItems && (batch.Count == 1 || batch.Count * 3 <= maxBytes));
                        return Task.FromResult(batch.Any(i => bad[i]) ? "bad" : null);
                    });

                    var refused = delivery.DeliverAsync([.. Enumerable.Range(0, bad.Length)], static _ => 3, CancellationToken.None).GetAwaiter().GetResult();

                    Assert.Equal(Enumerable.Range(0, bad.Length).Where(i => bad[i]), refused.Select(r => r.Item));
                    Assert.Equal(Enumerable.Range(0, bad.Length).Where(i => !bad[i]), taken.Order());
                },
                iter: 200
            );
    }

    [Fact]
    public async Task Deliver_bad_ones_are_looked_for_several_at_a_time()
    {
        var (under, most) = (0, 0);
        var both = new TaskCompletionSource();
        var delivery = new BatchDelivery<int>(100, int.MaxValue, async (batch, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref under));
            if (batch.Count == 50 && most >= 2)
            {
                both.TrySetResult();
            }

            if (batch.Count == 50)
            {
                await both.Task;
            }

            Interlocked.Decrement(ref under);
            return "bad";
        });

        Assert.Equal(100, (await delivery.DeliverAsync([.. Enumerable.Range(0, 100)], static _ => 1, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Deliver_temporary_trouble_ends_it_all()
    {
        var delivery = new BatchDelivery<int>(100, int.MaxValue, (batch, _) =>
            batch.Count > 1 ? Task.FromResult<string?>("bad") : throw new TemporaryDeliveryException("busy")
        );

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => delivery.DeliverAsync([.. Enumerable.Range(0, 100)], static _ => 1, CancellationToken.None));
    }

    [Fact]
    public async Task Deliver_alerts_before_a_busy_receiver_do_not_come_again()
    {
        var alerts = Loki.Some.Alerts(10);
        var delivery = new BatchDelivery<SinkAlert>(2, int.MaxValue, (batch, _) => batch.Offset >= 6
                ? throw new TemporaryDeliveryException("busy", TimeSpan.FromSeconds(9))
            : batch.Contains(alerts[3]) ? Task.FromResult<string?>("bad")
            : Task.FromResult<string?>(null));

        var busy = await Assert.ThrowsAsync<TemporaryDeliveryException>(() =>
            delivery.DeliverAlertsAsync([.. alerts], static _ => 1, static a => a, CancellationToken.None)
        );

        Assert.Equal((6, "busy", TimeSpan.FromSeconds(9)), (busy.Settled, busy.Message, busy.RetryAfter));
        Assert.Same(alerts[3], Assert.Single(busy.Refused).Alert);
    }
}
