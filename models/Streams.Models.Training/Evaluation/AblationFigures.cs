namespace Streams.Models.Training.Evaluation;

/// <summary>What is left of a model with some features alone.</summary>
/// <param name="Name">Which.</param>
/// <param name="Features">How many.</param>
/// <param name="Figures">The figures; its own threshold gives the share of false alarms that the model was trained for.</param>
public sealed record AblationFigures(string Name, int Features, ModelFigures Figures);
