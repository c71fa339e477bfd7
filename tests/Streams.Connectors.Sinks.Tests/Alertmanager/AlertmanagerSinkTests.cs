using System.Diagnostics;
using Streams.Connectors.Sinks.Alertmanager;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Tests.Servers;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Tests.Alertmanager;

public sealed class AlertmanagerSinkTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static Uri Nobody => new($"http://127.0.0.1:{LoopbackPort.Free()}");

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(300)]
    public async Task Deliver_one_is_refused_only_it_with_the_reason(int bad)
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url));
        var alerts = Some.Alerts(300);
        alertmanager.Refuses.Add(alerts[bad - 1].Alert.Id);

        var refused = Assert.Single(await sink.DeliverAsync(alerts, Never));

        Assert.Same(alerts[bad - 1], refused.Alert);
        Assert.Equal("400 \"at least one label pair required\"", refused.Reason);
        Assert.Equal(299, alertmanager.Ids().Distinct().Count());
    }

    [Fact]
    public async Task Of_a_storm_it_is_given_the_ends_of_what_it_was_told_before_and_nothing_else()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url));
        var alerts = Some.Alerts(100);
        SinkAlert[] states =
        [
            alerts[0],
            .. alerts.Select(a => a with { Alert = a.Alert with { Storm = "storm" } }),
            .. alerts.Select(a => a with { Alert = a.Alert with { Storm = "storm", Status = AlertStatus.Closed } }),
        ];

        await sink.DeliverAsync([.. states.Where(s => AlertmanagerSink.Definition.Takes(s.Alert))], Never);

        Assert.Equal([alerts[0].Alert.Id], alertmanager.Ids().Distinct());
    }

    [Fact]
    public async Task Deliver_refused_before_is_not_told_again()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url) with { Resend = TimeSpan.FromMilliseconds(100) });
        var alerts = Some.Alerts(2);
        alertmanager.Refuses.Add(alerts[0].Alert.Id);
        Assert.Single(await sink.DeliverAsync(alerts, Never));
        alertmanager.Refuses.Clear();

        await UntilAsync(() => alertmanager.Ids().Count(id => id == alerts[1].Alert.Id) >= 5);

        Assert.DoesNotContain(alerts[0].Alert.Id, alertmanager.Ids());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task Deliver_busy_or_closed_throws_and_a_later_try_tells_all(int status)
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url));
        Assert.Empty(await sink.DeliverAsync(Some.Alerts(1, from: 1000), Never));
        alertmanager.Answers.Enqueue(status);
        var alerts = Some.Alerts(10);

        var thrown = await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(alerts, Never));

        Assert.Contains($"{status}", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(await sink.DeliverAsync(alerts, Never));
        Assert.Equal(11, alertmanager.Ids().Distinct().Count());
    }

    [Fact]
    public async Task Deliver_nobody_there_throws()
    {
        await using var sink = Sink(Some.Options(Nobody, Nobody));

        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(1), Never));
    }

    [Fact]
    public async Task Deliver_a_peer_hangs_the_other_is_told_at_once()
    {
        await using var hanging = await AlertmanagerDouble.StartAsync();
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        hanging.Hangs = true;
        await using var sink = Sink(Some.Options(hanging.Url, alertmanager.Url));
        var clock = Stopwatch.StartNew();

        for (var i = 1; i <= 20; i++)
        {
            Assert.Empty(await sink.DeliverAsync([Some.Sunk(i)], Never));
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(20, alertmanager.Ids().Distinct().Count());
        Assert.InRange(hanging.Requests, 1, 2);
    }

    [Fact]
    public async Task Deliver_a_peer_comes_back_it_is_told_all_that_is_active()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var back = await AlertmanagerDouble.StartAsync();
        Enumerable.Repeat(503, 3).ToList().ForEach(back.Answers.Enqueue);
        await using var sink = Sink(Some.Options(alertmanager.Url, back.Url));

        await sink.DeliverAsync(Some.Alerts(5), Never);
        await sink.DeliverAsync(Some.Alerts(5, from: 6), Never);

        await UntilAsync(() => back.Ids().Distinct().Count() == 10);
    }

    [Fact]
    public async Task Active_is_told_again_without_an_end()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url) with { Resend = TimeSpan.FromMilliseconds(100) });

        await sink.DeliverAsync(Some.Alerts(2), Never);

        await UntilAsync(() => alertmanager.Seen.Count >= 8);
        Assert.All(alertmanager.Seen, alert => Assert.False(alert.TryGetProperty("endsAt", out _)));
        Assert.Equal(2, alertmanager.Seen.Select(a => a.GetProperty("labels").GetRawText()).Distinct().Count());
    }

    [Fact]
    public async Task Superseded_ends_at_once()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url));
        await sink.DeliverAsync([Some.Sunk(1)], Never);

        await sink.DeliverAsync([Some.Sunk(Some.Alert(1, AlertStatus.Superseded))], Never);

        Assert.InRange(alertmanager.Seen.Last().GetProperty("endsAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task An_event_from_the_future_does_not_start_after_now()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url) with { Hold = TimeSpan.Zero });

        await sink.DeliverAsync([Some.Sunk(Some.Alert(1, AlertStatus.Closed, time: Timestamp.FromMilliseconds(Some.NowMs() + 3_600_000)))], Never);

        var alert = Assert.Single(alertmanager.Seen);
        Assert.True(alert.GetProperty("startsAt").GetDateTimeOffset() <= alert.GetProperty("endsAt").GetDateTimeOffset(), alert.GetRawText());
    }

    [Fact]
    public async Task More_than_the_bound_are_told_but_not_kept()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url) with { MaxActive = 3, Resend = TimeSpan.FromMilliseconds(100) });
        for (var i = 1; i <= 5; i++)
        {
            await sink.DeliverAsync([Some.Sunk(i)], Never);
        }

        var before = alertmanager.Seen.Count;
        await UntilAsync(() => alertmanager.Seen.Count >= before + 9);

        Assert.Equal(5, alertmanager.Ids().Distinct().Count());
        Assert.Equal(Enumerable.Range(3, 3).Select(i => i.ToString("x32")), alertmanager.Ids().Skip(before).Distinct().Order());
    }

    [Fact]
    public async Task A_user_is_sent()
    {
        await using var alertmanager = await AlertmanagerDouble.StartAsync();
        await using var sink = Sink(Some.Options(alertmanager.Url) with { Username = "streams", Password = "s:ä" });

        await sink.DeliverAsync(Some.Alerts(1), Never);

        Assert.Equal("Basic " + Convert.ToBase64String("streams:s:ä"u8), alertmanager.Authorization);
    }

    private static AlertmanagerSink Sink(AlertmanagerSinkOptions options) => new(options, Some.Context);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var until = DateTime.UtcNow + Patience; !condition(); await Task.Delay(20))
        {
            Assert.True(DateTime.UtcNow < until, "it did not come to that");
        }
    }
}
