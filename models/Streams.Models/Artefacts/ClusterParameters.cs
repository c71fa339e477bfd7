namespace Streams.Models.Artefacts;

/// <summary>Where windows lie close together; a window is as unusual as it is far from the nearest.</summary>
/// <param name="Centroids">Each of as many numbers as there are features.</param>
public sealed record ClusterParameters(IReadOnlyList<IReadOnlyList<float>> Centroids);
