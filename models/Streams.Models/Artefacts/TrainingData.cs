namespace Streams.Models.Artefacts;

/// <summary>On what a model was trained.</summary>
/// <param name="Manifest">The SHA-256 of the export's manifest, which names every file by its own.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Positives">Those of them that a label says are of an attack.</param>
/// <param name="Entities">The distinct entities.</param>
/// <param name="Clusters">The clusters they are of; null in artefacts of earlier programs.</param>
public sealed record TrainingData(string Manifest, int Rows, int Positives, int Entities, IReadOnlyList<string>? Clusters = null);
