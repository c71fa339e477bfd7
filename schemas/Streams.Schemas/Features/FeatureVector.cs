namespace Streams.Schemas.Features;

/// <summary>The features of one entity in one window, for retraining.</summary>
/// <param name="Name">The feature set, the end of the topic's name.</param>
/// <param name="Entity">The subject.</param>
/// <param name="WindowStart">Nanoseconds since the epoch.</param>
/// <param name="WindowEnd">Nanoseconds since the epoch, exclusive.</param>
/// <param name="Names">The features' names.</param>
/// <param name="Values">Their values, in the same order.</param>
public sealed record FeatureVector(string Name, string Entity, long WindowStart, long WindowEnd, IReadOnlyList<string> Names, IReadOnlyList<double> Values);
