using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Console.Tests.Support;

/// <summary>Alerts as tests need them.</summary>
internal static class Some
{
    private static readonly string[] Levels = ["low", "medium", "high", "critical"];

    /// <summary>An alert; the number makes its id, level, time and pod.</summary>
    public static Alert Alert(int number, string title = "Something happened", AlertStatus status = AlertStatus.Open)
    {
        var time = ((1_796_000_000L + (number * 7)) * Timestamp.Second) + 123_000_000;
        var entities = new EntitySet();
        entities[EntityKind.Namespace] = "shop";
        entities[EntityKind.Pod] = $"api-{number % 50}";
        return new Alert
        {
            Id = number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
            RuleId = "7848c98b-12d5-4c08-99d4-7be096608000",
            Title = title,
            Level = Levels[number % Levels.Length],
            Status = status,
            Time = new Timestamp(time),
            FirstSeen = new Timestamp(time - (10 * Timestamp.Second)),
            LastSeen = new Timestamp(time),
            Count = 1 + (number % 9),
            Entities = entities,
            Attack = ["T1552.007"],
            Sources = [EventSource.Audit, EventSource.Kernel],
            Evidence =
            [
                Evidence(number, EventSource.Audit, new Timestamp(time - (10 * Timestamp.Second))),
                Evidence(number, EventSource.Kernel, new Timestamp(time)),
            ],
            BlindSpots = [],
        };
    }

    private static Evidence Evidence(int number, EventSource source, Timestamp time) =>
        new()
        {
            EventId = $"event-{number}-{source}",
            Source = source,
            Time = time,
            Provenance = new Provenance($"raw.{source.Name()}", 0, number, 0),
            Excerpt =
                $"system:serviceaccount:shop:api list /api/v1/namespaces/shop/secrets 200 curl/7.88.1 request {number} of a client that is far too curious about what is not its own",
        };
}
