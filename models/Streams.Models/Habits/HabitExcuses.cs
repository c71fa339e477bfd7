namespace Streams.Models.Habits;

/// <summary>What makes a new value less surprising.</summary>
[Flags]
public enum HabitExcuses : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The workload was rolled out a short while before.</summary>
    RollOut = 1,

    /// <summary>An address that follows the look-up of a domain known for a while.</summary>
    LookedUp = 2,

    /// <summary>The object is the entity's own.</summary>
    Own = 4,

    /// <summary>The kind of act is habitual, only the object is new.</summary>
    HabitualAct = 8,

    /// <summary>Others have the value.</summary>
    Common = 16,
}
