namespace Streams.Models.Features;

/// <summary>What a pane counts the distinct values of. The number is stored: append only.</summary>
public enum FeatureValues
{
    Objects,
    Namespaces,
    Addresses,
    Destinations,
    OutsideDestinations,
    DeniedDestinations,
    Domains,
    Names,
    Programs,

    /// <summary>None of them: their number.</summary>
    Count,
}
