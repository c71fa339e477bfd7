using Streams.Models.Features;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Models.Tests.Features;

/// <summary>A pod that asks for new domains without end makes no more windows than there is room for, and hides none that does more.</summary>
public sealed class FeatureFloodTests
{
    private const long Second = 1_000_000_000;
    private const int Room = 500;

    [Fact]
    public void Domains_that_are_asked_for_once_go_before_the_tunnel()
    {
        var windows = new FeatureWindows(Room);
        for (var i = 0; i < 20_000; i++)
        {
            windows.Add(Question(i, $"made-up-{i}.example"), 0);
            if (i % 1_000 == 0)
            {
                windows.Add(Question(i, "tunnel.example"), 0);
                windows.Add(Question(i, "tunnel.example"), 0);
            }
        }

        var rows = windows.Close(new Timestamp(60 * Second));
        Assert.InRange(rows.Count(r => r.Row.WindowEnd - r.Row.WindowStart == FeatureWindows.Pane), Room / 2, Room);
        Assert.Contains(rows, r => r.Row.Entity.Contains("tunnel.example", StringComparison.Ordinal) && r.Row.Events == 40);
        Assert.Contains(rows, r => r.Row is { Entity: "shop/api", Events: > 20_000 });
        Assert.InRange(windows.Forgotten, 10_000, 20_000);
    }

    private static Behaviour Question(int number, string domain) =>
        new()
        {
            Class = (int)HabitClass.Answered,
            Cluster = "",
            Entity = "shop/api",
            Value = domain,
            Detail = $"A x.{domain}",
            Entities = new EntitySet(),
            TimeSource = TimeSource.Record,
            Evidence = new Evidence
            {
                EventId = $"e{number}",
                Source = EventSource.Dns,
                Time = new Timestamp(Second + (number * 1_000_000L)),
                Provenance = new Provenance("raw.dns", 0, number, 0),
                Excerpt = domain,
            },
        };
}
