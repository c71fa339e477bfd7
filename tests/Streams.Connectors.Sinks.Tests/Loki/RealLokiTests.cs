using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Loki;
using Streams.EndToEnd.Tests.Servers;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Loki;

public sealed class RealLokiTests
{
    private const string All = "{job=\"streams\"}";
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_real_Loki_stores_each_alert_once_refuses_the_bad_alone_and_keeps_all_over_a_crash()
    {
        using var loki = RealLoki.UpOrSkip();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        var alerts = Some.Alerts(1000);

        Assert.Empty(await sink.DeliverAsync(alerts, Never));
        Assert.Empty(await sink.DeliverAsync(alerts, Never));

        var found = await loki.QueryUntilAsync(All, f => f.Count >= 1000, TimeSpan.FromSeconds(20));
        Assert.Equal(alerts.Select(a => AlertJson.Serialize(a.Alert)), found.OrderBy(f => f.Time).Select(f => f.Line));
        Assert.Equal("cart-1", found[0].Labels["pod"]);
        Assert.Equal("high", found[0].Labels["detected_level"]);
        Assert.Equal(
            1000,
            (
                await loki.QueryAsync(
                    "{job=\"streams\", kind=\"alert\", severity=\"high\", source=\"audit\", cluster=\"east\"} | pod=\"cart-1\" | status=\"open\""
                )
            ).Count
        );

        var more = Enumerable.Range(2000, 30).Select(i => Some.Sunk(i, Some.NowMs(), level: "low")).ToArray();
        more[7] = Some.Sunk(2007, Some.NowMs() - (long)TimeSpan.FromDays(8).TotalMilliseconds, level: "low");
        more[8] = Some.Sunk(2008, Some.NowMs() + (long)TimeSpan.FromMinutes(30).TotalMilliseconds, level: "low");
        more[21] = Some.Sunk(2021, Some.NowMs() - (long)TimeSpan.FromHours(3).TotalMilliseconds, level: "low");
        more[29] = Some.Sunk(2029, Some.NowMs(), excerpt: 300_000, level: "low");

        var refused = await sink.DeliverAsync(more, Never);

        Assert.Equal(["too old", "too new", "too far behind", "max entry size"], refused.Select(r => Said(r.Reason)));
        Assert.Equal([7, 8, 21, 29], refused.Select(r => Array.IndexOf(more, r.Alert)));
        Assert.Equal(26, (await loki.QueryUntilAsync("{severity=\"low\"}", f => f.Count >= 26, TimeSpan.FromSeconds(20))).Count);

        loki.Server.Kill();
        var last = Enumerable.Range(3000, 10).Select(i => Some.Sunk(i, Some.NowMs(), level: "medium")).ToArray();
        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(last, Never));
        loki.Server.Start();
        Assert.Empty(await sink.DeliverAsync(last, Never));

        Assert.Equal(1036, (await loki.QueryUntilAsync(All, f => f.Count >= 1036, TimeSpan.FromSeconds(30))).Count);
    }

    private static string Said(string reason) =>
        new[] { "too old", "too new", "too far behind", "max entry size" }.FirstOrDefault(s => reason.Contains(s, StringComparison.OrdinalIgnoreCase))
        ?? reason;
}
