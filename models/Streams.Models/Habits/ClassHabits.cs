namespace Streams.Models.Habits;

/// <summary>What an entity does of one class.</summary>
public sealed class ClassHabits
{
    /// <summary>Values seen once.</summary>
    public int Once { get; set; }

    /// <summary>Values that were new after the entity had habits.</summary>
    public int New { get; set; }

    /// <summary>What they cost, summed up.</summary>
    public double Cost { get; set; }

    /// <summary>The running sum of −p·ln p: what its own estimate expected.</summary>
    public double Foreseen { get; set; }

    /// <summary>The chance of something new, as Good and Turing estimate it.</summary>
    /// <param name="sightings">How often anything of its aspect was seen.</param>
    internal double Chance(long sightings) => Math.Min(1, (Once + 0.5) / (sightings + 1));
}
