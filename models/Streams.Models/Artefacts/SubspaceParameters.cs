namespace Streams.Models.Artefacts;

/// <summary>The directions in which windows differ; a window is as unusual as what of it they do not explain.</summary>
/// <param name="Mean">The centre.</param>
/// <param name="Directions">Orthonormal, each of as many numbers as there are features.</param>
public sealed record SubspaceParameters(IReadOnlyList<float> Mean, IReadOnlyList<IReadOnlyList<float>> Directions);
