namespace Streams.Topologies.Correlate.Storms;

/// <summary>An alert that a storm tells of, until it is final.</summary>
/// <param name="Storm">The storm's alert.</param>
public sealed record StormMember(string Storm);
