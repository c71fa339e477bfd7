namespace Streams.Schemas.Behaviours;

/// <summary>What of an entity a habit is about. The number is stored: append only.</summary>
public enum HabitAspect : byte
{
    /// <summary>A principal's acts on objects of the API.</summary>
    Act = 0,

    /// <summary>The destinations that a workload connects to.</summary>
    Destination = 1,

    /// <summary>The registered domains that a workload asks for.</summary>
    Domain = 2,

    /// <summary>The programs that run in a workload, with the program that starts them.</summary>
    Program = 3,
}
