using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Topologies.Observe.Habits;

/// <summary>A value that an entity was seen with as evidence of alerts, and that teaches nothing while one of them may be an attack. As it is stored.</summary>
internal sealed class HeldValue
{
    /// <summary>The stored form.</summary>
    public int Version { get; init; } = 1;

    public required string Cluster { get; init; }

    public required string Entity { get; init; }

    public required HabitClass Class { get; init; }

    public required string Value { get; init; }

    /// <summary>Of an act: its kind.</summary>
    public string? Act { get; init; }

    /// <summary>Its last sighting.</summary>
    public Timestamp Last { get; set; }

    /// <summary>Whether it was seen once only.</summary>
    public bool IsOnce { get; set; } = true;

    /// <summary>The alerts.</summary>
    public List<Hold> Holds { get; init; } = [];

    /// <summary>Its last sighting, as it is taught.</summary>
    public HabitSighting Sighting => new(Entity, Class, Value, Last) { Act = Act };
}
