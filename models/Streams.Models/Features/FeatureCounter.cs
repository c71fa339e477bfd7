namespace Streams.Models.Features;

/// <summary>What a pane counts. The number is stored: append only.</summary>
public enum FeatureCounter
{
    Events,
    Gets,
    Lists,
    Writes,
    Deletes,
    Execs,
    Tokens,
    RbacWrites,
    SecretReads,
    Refused,
    Flows,
    OutsideFlows,
    DeniedFlows,
    Questions,
    Missing,
    Programs,
    Address,
    AddressV6,
    Text,
    LabelCharacters,
    NameCharacters,

    /// <summary>Not a counter: their number.</summary>
    Count,
}
