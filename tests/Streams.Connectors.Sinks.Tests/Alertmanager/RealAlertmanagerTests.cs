using Streams.Connectors.Sinks.Alertmanager;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Tests.Servers;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Alertmanager;

/// <summary>Against Debian's Alertmanager.</summary>
public sealed class RealAlertmanagerTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static Uri Nobody => new($"http://127.0.0.1:{LoopbackPort.Free()}");

    [Fact]
    public async Task An_alert_that_grows_is_one_alert_with_labels_that_stay_and_annotations_that_follow()
    {
        using var alertmanager = await RealAlertmanager.StartOrSkipAsync(null);
        await using var sink = new AlertmanagerSink(Some.Options(alertmanager.Url), Some.Context);
        await sink.DeliverAsync([Some.Sunk(1)], Never);
        var first = Assert.Single(await alertmanager.AlertsAsync());

        await sink.DeliverAsync([Some.Sunk(Some.Alert(1, AlertStatus.Updated, count: 9, principal: "zoë"))], Never);

        var grown = Assert.Single(await alertmanager.AlertsAsync());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["alertname"] = "Command executed in a pod \"through\" the API",
                ["kind"] = "security",
                ["severity"] = "high",
                ["rule"] = Some.Rule,
                ["alert_id"] = "00000000000000000000000000000001",
                ["cluster"] = "east",
                ["namespace"] = "shop",
                ["pod"] = "cart-1",
            },
            grown.Labels
        );
        Assert.Equal(first.Fingerprint, grown.Fingerprint);
        Assert.StartsWith("1 events of audit", first.Annotations["description"], StringComparison.Ordinal);
        Assert.StartsWith("9 events of audit", grown.Annotations["description"], StringComparison.Ordinal);
        Assert.Contains("principal=zoë source_ip=192.0.2.7", grown.Annotations["description"], StringComparison.Ordinal);
        Assert.Equal(5, grown.Annotations["evidence"].Split('\n').Length);
        Assert.EndsWith("audit: exec 4 ü", grown.Annotations["evidence"], StringComparison.Ordinal);
        Assert.Equal("Ask who did it.", grown.Annotations["runbook"]);
        Assert.Equal("T1609", grown.Annotations["attack"]);
        Assert.EndsWith(": shop/cart-1", grown.Annotations["summary"], StringComparison.Ordinal);
        Assert.Equal("http://grafana.example/d/streams-triage?var-alert=00000000000000000000000000000001", grown.GeneratorUrl);
    }

    [Fact]
    public async Task A_closed_alert_is_notified_all_the_same_and_ends_after_its_hold()
    {
        await using var person = await NotificationReceiver.StartAsync();
        using var alertmanager = await RealAlertmanager.StartOrSkipAsync(person.Url);
        await using var sink = new AlertmanagerSink(Some.Options(alertmanager.Url) with { Hold = TimeSpan.FromSeconds(4) }, Some.Context);

        await sink.DeliverAsync([Some.Sunk(1), Some.Sunk(Some.Alert(1, AlertStatus.Closed))], Never);

        Assert.Single(await alertmanager.AlertsAsync());
        Assert.Empty(await alertmanager.AlertsUntilAsync(a => a.Count == 0, Patience));
        await UntilAsync(() => person.Seen.Count >= 2);
        Assert.Equal(["firing", "resolved"], person.Seen.Select(s => s.Status));
    }

    [Fact]
    public async Task A_restart_of_ours_tells_the_same_alerts_and_ends_what_closes_later()
    {
        using var alertmanager = await RealAlertmanager.StartOrSkipAsync(null);
        SinkAlert[] written =
        [
            .. Some.Alerts(5),
            Some.Sunk(Some.Alert(2, AlertStatus.Updated, count: 3, principal: "zoë")),
            Some.Sunk(Some.Alert(5, AlertStatus.Superseded)),
        ];
        await using (var before = new AlertmanagerSink(Some.Options(alertmanager.Url), Some.Context))
        {
            await before.RestoreAsync(Some.Written(), Never);
            await before.DeliverAsync(written, Never);
        }

        var told = await alertmanager.AlertsUntilAsync(a => a.Count == 4, Patience);
        alertmanager.Server.Kill();
        await alertmanager.Server.StartAsync();
        Assert.Empty(await alertmanager.AlertsAsync());

        await using var after = new AlertmanagerSink(Some.Options(alertmanager.Url) with { Hold = TimeSpan.Zero }, Some.Context);
        await after.RestoreAsync(Some.Written([Some.Sunk(Some.Alert(9, AlertStatus.Closed), Some.NowMs() - 86_400_000), .. written]), Never);

        var restored = await alertmanager.AlertsUntilAsync(a => a.Count == 4, Patience);
        Assert.Equal(told.Select(a => a.Fingerprint).Order(), restored.Select(a => a.Fingerprint).Order());
        await after.DeliverAsync([Some.Sunk(Some.Alert(3, AlertStatus.Closed))], Never);
        Assert.Equal(
            ["1", "2", "4"],
            (await alertmanager.AlertsUntilAsync(a => a.Count == 3, Patience)).Select(a => a.Labels["alert_id"].TrimStart('0')).Order()
        );
    }

    [Fact]
    public async Task Killed_and_restarted_with_a_peer_that_never_was_each_alert_is_notified_once()
    {
        await using var person = await NotificationReceiver.StartAsync();
        using var alertmanager = await RealAlertmanager.StartOrSkipAsync(person.Url);
        await using var sink = new AlertmanagerSink(Some.Options(Nobody, alertmanager.Url) with { Resend = TimeSpan.FromSeconds(1) }, Some.Context);
        await sink.DeliverAsync(Some.Alerts(40), Never);
        await UntilAsync(() => person.Seen.Count >= 40);
        await Task.Delay(TimeSpan.FromSeconds(3)); // its log of notifications is written every second

        alertmanager.Server.Kill();
        await Assert.ThrowsAsync<TemporaryDeliveryException>(() => sink.DeliverAsync(Some.Alerts(40, from: 41), Never));
        await alertmanager.Server.StartAsync();
        Assert.Empty(await sink.DeliverAsync(Some.Alerts(40, from: 41), Never));

        var found = await alertmanager.AlertsUntilAsync(a => a.Count >= 80, Patience);
        Assert.Equal(80, found.Select(a => a.Labels["alert_id"]).Distinct().Count());
        Assert.Equal(80, found.Count);
        await UntilAsync(() => person.Seen.Count >= 80);
        await Task.Delay(TimeSpan.FromSeconds(3)); // a second notification would come now
        Assert.All(person.Seen.GroupBy(s => s.Labels["alert_id"]), notified => Assert.Single(notified));
        Assert.Equal(80, person.Seen.Count);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var until = DateTime.UtcNow + Patience; !condition(); await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < until, "it did not come to that");
        }
    }
}
