using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Models.Training.Export;

/// <summary>A row of features, and when it was known.</summary>
/// <param name="Vector">The row.</param>
/// <param name="KnownAt">The time at which it was appended.</param>
public sealed record KnownVector(FeatureVector Vector, Timestamp KnownAt);
