namespace Streams.Schemas.Models;

/// <summary>What one feature did to a score.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Value">Its value.</param>
/// <param name="Typical">The middle of its values in training.</param>
/// <param name="Contribution">What it added, in the model's own unit.</param>
public readonly record struct ScoreContribution(string Name, double Value, double Typical, double Contribution);
