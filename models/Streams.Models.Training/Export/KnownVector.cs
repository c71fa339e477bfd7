using Streams.Schemas.Features;

namespace Streams.Models.Training.Export;

/// <summary>A row of features, and when it was known.</summary>
/// <param name="Vector">The row.</param>
/// <param name="KnownAt">The time at which it was appended, nanoseconds since the epoch.</param>
public sealed record KnownVector(FeatureVector Vector, long KnownAt);
