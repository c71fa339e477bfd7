namespace Streams.Topologies.Observe;

/// <summary>What one subject has been seen with.</summary>
public sealed class FirstSeenState : FeatureState
{
    /// <summary>The time of its first event, of whatever kind; null before it.</summary>
    public long? FirstEvent { get; set; }

    /// <summary>Each value's last time.</summary>
    public Dictionary<string, long> Values { get; set; } = new(StringComparer.Ordinal);
}
