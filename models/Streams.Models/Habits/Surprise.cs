using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>How surprising a sighting was, given only what came before it, with all that is needed to say why and to judge windows.</summary>
public readonly record struct Surprise
{
    /// <summary>No surprise: the value is known.</summary>
    public static Surprise None => default;

    /// <summary>−ln p times the excuses' factors; 0: not surprising.</summary>
    public double Value { get; init; }

    /// <summary>p: the share of sightings that are new values of the class, as the entity's own past has it.</summary>
    public double Expected { get; init; }

    /// <summary>The sightings of the aspect before this one.</summary>
    public long Sightings { get; init; }

    /// <summary>The values of the class that were seen once.</summary>
    public int Once { get; init; }

    /// <summary>The first sighting of the entity.</summary>
    public Timestamp Since { get; init; }

    /// <summary>How many other entities have the value.</summary>
    public int Others { get; init; }

    /// <summary>What makes it less surprising.</summary>
    public HabitExcuses Excuses { get; init; }

    /// <summary>When the aspect had enough sightings for an expectation; null: not yet.</summary>
    public Timestamp? SettledAt { get; init; }

    /// <summary>Whether it is evidence of an alert: no part of what the class has cost.</summary>
    public bool IsHeld { get; init; }

    /// <summary>What new values of the class have cost so far, this one included unless it is held.</summary>
    public double Cost { get; init; }

    /// <summary>What the entity's own estimate expected of them.</summary>
    public double Foreseen { get; init; }
}
