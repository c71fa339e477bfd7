using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Host.Tests.Sinks;

internal static class Some
{
    public static Alert Alert(string id) =>
        new()
        {
            Id = id,
            RuleId = "r",
            Title = $"title of {id}",
            Level = "high",
            Status = AlertStatus.Open,
            Time = new Timestamp(1),
            FirstSeen = new Timestamp(1),
            LastSeen = new Timestamp(1),
            Count = 1,
            Entities = new EntitySet(),
            Attack = [],
            Sources = [],
            Evidence = [],
            BlindSpots = [],
        };
}
