namespace Streams.Models.Artefacts;

/// <summary>Makes features comparable: ln(1 + x), less the mean, in units of the deviation.</summary>
/// <param name="Means">The means of ln(1 + x).</param>
/// <param name="Scales">One by the deviations; 0 for a feature that never changes.</param>
public sealed record Standard(IReadOnlyList<float> Means, IReadOnlyList<float> Scales);
