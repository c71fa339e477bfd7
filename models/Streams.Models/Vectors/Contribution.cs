namespace Streams.Models.Vectors;

/// <summary>What one feature did to a score.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Value">Its value.</param>
/// <param name="Typical">The middle of its values in training.</param>
/// <param name="Amount">What it added, in the model's own unit.</param>
public readonly record struct Contribution(string Name, double Value, double Typical, double Amount);
