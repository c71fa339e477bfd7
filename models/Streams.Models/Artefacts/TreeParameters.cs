namespace Streams.Models.Artefacts;

/// <summary>Trees whose leaves are added up, and the curve that makes the sum a probability.</summary>
/// <param name="All">The trees.</param>
/// <param name="Bias">What is added.</param>
/// <param name="Slope">Platt's slope.</param>
/// <param name="Offset">Platt's offset.</param>
public sealed record TreeParameters(IReadOnlyList<Tree> All, double Bias, double Slope, double Offset);
