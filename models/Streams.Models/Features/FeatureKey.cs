namespace Streams.Models.Features;

/// <summary>Whose features.</summary>
/// <param name="Set">The name of the set.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Entity">The entity.</param>
public readonly record struct FeatureKey(string Set, string Cluster, string Entity);
