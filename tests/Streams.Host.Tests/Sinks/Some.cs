using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

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
            Time = 1,
            FirstSeen = 1,
            LastSeen = 1,
            Count = 1,
            Entities = new EntitySet(),
            Attack = [],
            Sources = [],
            Evidence = [],
            BlindSpots = [],
        };
}
