using Streams.Models.Scoring;

namespace Streams.Topologies.Observe;

/// <summary>What the features of one task are made of.</summary>
/// <param name="State">What the task keeps.</param>
/// <param name="Options">The options.</param>
/// <param name="Models">The models by name.</param>
internal sealed record FeatureParts(ObserveState State, ObserveOptions Options, IReadOnlyDictionary<string, INameScorer> Models);
