namespace Streams.Models.Artefacts;

/// <summary>A weighted sum and the curve that makes it a probability: 1 / (1 + exp(slope × sum + offset)).</summary>
/// <param name="Weights">A weight for each feature.</param>
/// <param name="Bias">What is added.</param>
/// <param name="Slope">Platt's slope.</param>
/// <param name="Offset">Platt's offset.</param>
public sealed record LinearParameters(IReadOnlyList<float> Weights, float Bias, double Slope, double Offset);
