using Streams.Schemas.Events;

namespace Streams.Topologies.Observe;

/// <summary>Who has been seen with one value. Under the correlation's hash alone: since when the correlation watches.</summary>
public sealed class RareState : FeatureState
{
    /// <summary>The first event of the correlation in this task; null but under its hash.</summary>
    public Timestamp? FirstEvent { get; set; }

    /// <summary>The last time of each subject; no more of them than decide.</summary>
    public Dictionary<string, Timestamp> Subjects { get; set; } = new(StringComparer.Ordinal);
}
