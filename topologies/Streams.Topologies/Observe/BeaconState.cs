namespace Streams.Topologies.Observe;

/// <summary>Whom one subject has contacted, and when.</summary>
public sealed class BeaconState : FeatureState
{
    /// <summary>For each destination the times of its contacts, in order.</summary>
    public Dictionary<string, List<long>> Contacts { get; set; } = new(StringComparer.Ordinal);
}
