namespace Streams.Schemas.Behaviours;

/// <summary>What else is known of a behaviour. The number is on the wire: append only.</summary>
[Flags]
public enum BehaviourTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The principal is a person, no service account and no part of the cluster.</summary>
    Person = 1,

    /// <summary>The object is the entity's own.</summary>
    Own = 2,

    /// <summary>The API server refused the act.</summary>
    Refused = 4,

    /// <summary>One of the rules that told of it is of level high or critical.</summary>
    Severe = 8,
}
