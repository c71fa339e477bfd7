using System.Text.Json;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Loki;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Loki;

public sealed class LokiSinkTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Deliver_alert_labels_are_few_and_the_rest_is_metadata()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        var alert = Some.Sunk(1, Some.NowMs());

        Assert.Empty(await sink.DeliverAsync([alert], Never));

        var entry = Assert.Single(loki.Stored);
        Assert.Equal("""{"job":"streams","kind":"alert","severity":"high","source":"audit","partition":"0","cluster":"east"}""", entry.Labels);
        Assert.Equal(alert.AppendTimeMs * 1_000_000, entry.Time);
        Assert.Equal(AlertJson.Serialize(alert.Alert), entry.Line);
        using var metadata = JsonDocument.Parse(entry.Metadata);
        var found = metadata.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString());
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["alert_id"] = alert.Alert.Id,
                ["rule_id"] = alert.Alert.RuleId,
                ["status"] = "open",
                ["level"] = "high",
                ["event_time"] = "2025-11-23T07:49:09.138000001Z",
                ["score"] = "0.871235",
                ["namespace"] = "shop",
                ["pod"] = "cart-1",
                ["principal"] = "zoë",
            },
            found
        );
        Assert.Equal("gzip", loki.Seen[0].Encoding);
    }

    [Fact]
    public async Task Deliver_twice_is_identical()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        var alerts = Some.Alerts(100);

        await sink.DeliverAsync(alerts, Never);
        await sink.DeliverAsync(alerts, Never);

        Assert.Equal(100, loki.Stored.Count);
    }

    [Fact]
    public async Task Deliver_same_millisecond_both_stay()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        var now = Some.NowMs();

        await sink.DeliverAsync([Some.Sunk(1, now), Some.Sunk(2, now)], Never);

        Assert.Equal(2, loki.Stored.Count);
    }

    [Fact]
    public async Task Deliver_many_each_push_is_under_the_limit()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });

        Assert.Empty(await sink.DeliverAsync(Some.Alerts(1000, excerpt: 2000), Never));

        Assert.Equal(1000, loki.Stored.Count);
        Assert.True(loki.Seen.Count is > 2 and < 8, $"{loki.Seen.Count} pushes");
        Assert.All(loki.Seen, p => Assert.InRange(p.BodyBytes, 1, 1_000_000));
    }

    [Fact]
    public async Task Deliver_bad_among_good_only_the_bad_are_refused_with_lokis_text()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        var alerts = Some.Alerts(50);
        alerts[17] = Some.Sunk(17, Some.NowMs() - (long)TimeSpan.FromDays(8).TotalMilliseconds);
        alerts[41] = Some.Sunk(41, Some.NowMs(), excerpt: 300_000);

        var refused = await sink.DeliverAsync(alerts, Never);

        Assert.Equal([17, 41], refused.Select(r => Array.IndexOf(alerts, r.Alert)));
        Assert.Contains("too old", refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains("max entry size", refused[1].Reason, StringComparison.Ordinal);
        Assert.Equal(48, loki.Stored.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task Deliver_busy_or_closed_throws_and_a_later_try_stores_all(int status)
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        loki.Answers.Enqueue(status);
        var alerts = Some.Alerts(10);

        var thrown = await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(alerts, Never));

        Assert.Contains(status.ToString(), thrown.Message, StringComparison.Ordinal);
        Assert.Empty(await sink.DeliverAsync(alerts, Never));
        Assert.Equal(10, loki.Stored.Count);
    }

    [Fact]
    public async Task Deliver_busy_while_splitting_throws_and_refuses_only_the_bad_later()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        var alerts = Some.Alerts(8);
        alerts[0] = Some.Sunk(0, Some.NowMs() - (long)TimeSpan.FromDays(8).TotalMilliseconds);
        loki.Answers.Enqueue(400);
        loki.Answers.Enqueue(429);

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(alerts, Never));

        Assert.Same(alerts[0], Assert.Single(await sink.DeliverAsync(alerts, Never)).Alert);
        Assert.Equal(7, loki.Stored.Count);
    }

    [Fact]
    public async Task Deliver_unprocessable_is_refused()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        loki.Answers.Enqueue(422);

        Assert.StartsWith("422", Assert.Single(await sink.DeliverAsync(Some.Alerts(1), Never)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deliver_no_alerts_asks_nothing()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });

        Assert.Empty(await sink.DeliverAsync([], Never));

        Assert.Empty(loki.Seen);
    }

    [Fact]
    public async Task Deliver_tenant_and_user_are_sent()
    {
        await using var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(
            new LokiSinkOptions
            {
                Url = loki.Url,
                Tenant = "blue",
                Username = "streams",
                Password = "s:ä",
            }
        );

        await sink.DeliverAsync(Some.Alerts(1), Never);

        Assert.Equal("blue", loki.Seen[0].Tenant);
        Assert.Equal("Basic " + Convert.ToBase64String("streams:s:ä"u8), loki.Seen[0].Authorization);
    }

    [Fact]
    public async Task Deliver_unreachable_throws()
    {
        var loki = await LokiDouble.StartAsync();
        using var sink = new LokiSink(new LokiSinkOptions { Url = loki.Url });
        await loki.DisposeAsync();

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));
    }
}
