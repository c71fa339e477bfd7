namespace Streams.Models.Training.Evaluation;

/// <summary>The share of the windows of one list, or one family, that reach the threshold.</summary>
/// <param name="Name">The list or family.</param>
/// <param name="Rows">Its windows.</param>
/// <param name="Share">The share.</param>
public sealed record ListFigures(string Name, int Rows, double Share);
