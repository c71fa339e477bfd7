using Streams.Schemas.Events;

namespace Streams.Topologies.Observe;

/// <summary>What is kept under one key of a feature that judges in order of time.</summary>
public abstract class FeatureState
{
    /// <summary>The time of the last event that taught anything.</summary>
    public Timestamp LastEvent { get; set; }
}
