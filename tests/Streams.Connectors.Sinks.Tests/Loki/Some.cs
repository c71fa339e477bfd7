using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Connectors.Sinks.Tests.Loki;

/// <summary>Builders.</summary>
internal static class Some
{
    public const long EventNanos = 1_763_884_149_138_000_001;

    public static Alert Alert(int number, int excerpt = 40, string level = "high") =>
        new()
        {
            Id = number.ToString("x32"),
            RuleId = "7e2c4494-0aff-4e12-b737-467fcdacecde",
            Title = "Command executed in a pod \"through\" the API",
            Level = level,
            Status = AlertStatus.Open,
            Time = new Timestamp(EventNanos),
            FirstSeen = new Timestamp(EventNanos),
            LastSeen = new Timestamp(EventNanos),
            Count = 1,
            Entities = new EntitySet
            {
                [EntityKind.Cluster] = "east",
                [EntityKind.Namespace] = "shop",
                [EntityKind.Pod] = "cart-1",
                [EntityKind.Principal] = "zoë",
            },
            Attack = ["T1609"],
            Sources = [EventSource.Audit, EventSource.Ebpf],
            Evidence =
            [
                new Evidence
                {
                    EventId = "e",
                    Source = EventSource.Audit,
                    Time = new Timestamp(EventNanos),
                    Provenance = new Provenance("raw.audit", 0, number, number),
                    Excerpt = new string('x', excerpt),
                },
            ],
            Score = new AlertScore(0.8712345678, "dga/1/abc"),
            BlindSpots = [],
        };

    public static SinkAlert Sunk(int number, long atMs, int excerpt = 40, string level = "high") => new(Alert(number, excerpt, level), atMs);

    /// <summary>Alerts of now, one a millisecond.</summary>
    public static SinkAlert[] Alerts(int count, int excerpt = 40)
    {
        var now = NowMs() - count;
        return [.. Enumerable.Range(0, count).Select(i => Sunk(i, now + i, excerpt))];
    }

    public static long NowMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
