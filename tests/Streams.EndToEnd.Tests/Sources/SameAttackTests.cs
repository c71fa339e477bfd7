using System.Globalization;
using System.Text;
using Streams.EndToEnd.Tests.Docs;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>The same attack gives the same alert, whichever shipper brings the line; and the page says what each of them tells.</summary>
public sealed class SameAttackTests(ShippedAlerts alerts) : IClassFixture<ShippedAlerts>
{
    private static readonly EntityKind[] Told = [EntityKind.Node, EntityKind.Namespace, EntityKind.Pod, EntityKind.PodUid, EntityKind.ContainerId];

    public static TheoryData<string> Forms => [.. Shipment.All.Select(s => s.Form)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_shipper_gives_the_alert_that_the_others_give(string form)
    {
        var shipment = Shipment.All.Single(s => s.Form == form);
        var (expected, alert) = (alerts.Of(Shipment.All.First(s => s.Source == shipment.Source)), alerts.Of(shipment));

        Assert.Equal((expected.RuleId, expected.Time, expected.Level), (alert.RuleId, alert.Time, alert.Level));
        Assert.Equal(expected.Entities[EntityKind.SourceIp], alert.Entities[EntityKind.SourceIp]);
        foreach (var kind in Told)
        {
            // What a shipper does not know it cannot tell; what it tells is right.
            Assert.True(alert.Entities[kind] is null || alert.Entities[kind] == expected.Entities[kind], $"{kind} is {alert.Entities[kind]}");
        }
    }

    [Fact]
    public void The_page_says_what_each_shipper_tells()
    {
        var table = new StringBuilder(
            "| line | shipper | envelope | time | node | namespace | pod | uid | container id |\n|---|---|---|---|---|---|---|---|---|\n"
        );
        foreach (var shipment in Shipment.All)
        {
            var alert = alerts.Of(shipment);
            var seen = string.Join(
                " | ",
                Told.Select(kind =>
                    alert.Entities[kind] is not null ? "yes"
                    : shipment.Source == EventSource.Journal && kind != EntityKind.Node ? ""
                    : "no"
                )
            );
            var time = alert.Time.ToDateTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {shipment.Source.ToString().ToLowerInvariant()} | {shipment.Shipper} | `{Envelope(shipment)}` | {time} | {seen} |\n"
            );
        }

        var page = Pages.Read("docs/sources.md");
        Assert.True(page.Contains(table.ToString(), StringComparison.Ordinal), $"docs/sources.md lacks this table:\n{table}");
    }

    private static string Envelope(Shipment shipment)
    {
        var sink = new EnvelopeSink();
        sink.Read(shipment.Line());
        return sink.Name;
    }
}
