namespace Streams.Schemas.Behaviours;

/// <summary>A kind of value within an aspect: each has a rate of new values of its own. The number is stored: append only.</summary>
public enum HabitClass : byte
{
    /// <summary>Acts on secrets.</summary>
    Secret = 0,

    /// <summary>Commands, terminals and debugging containers in pods, and what goes through a node's proxy.</summary>
    Exec = 1,

    /// <summary>Tokens asked for, and acts under another's name.</summary>
    Token = 2,

    /// <summary>Acts on roles and their bindings.</summary>
    Rbac = 3,

    /// <summary>All other acts.</summary>
    OtherAct = 4,

    /// <summary>Destinations inside the cluster or its private networks.</summary>
    Inside = 5,

    /// <summary>Destinations outside.</summary>
    Outside = 6,

    /// <summary>Destinations that a policy denied.</summary>
    Denied = 7,

    /// <summary>Domains that exist.</summary>
    Answered = 8,

    /// <summary>Domains that do not exist.</summary>
    Missing = 9,

    /// <summary>Programs.</summary>
    Program = 10,
}
