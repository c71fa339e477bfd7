namespace Streams.Models.Training.Evaluation;

/// <summary>How well a model tells attacks from ordinary windows.</summary>
/// <param name="FalseShare">The share of ordinary windows that reach the threshold.</param>
/// <param name="Found">The share of windows of attacks that do; null where there is none.</param>
/// <param name="Auc">The area under the curve; null where there is no attack.</param>
public sealed record ModelFigures(double FalseShare, double? Found, double? Auc);
