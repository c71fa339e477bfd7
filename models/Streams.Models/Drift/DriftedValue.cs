using Streams.Models.Artefacts;

namespace Streams.Models.Drift;

/// <summary>A feature, or the score, as it was in training and as it is now.</summary>
/// <param name="Training">How it was.</param>
/// <param name="Live">The shares of the same bins now.</param>
/// <param name="Figure">How far it has moved.</param>
public sealed record DriftedValue(Histogram Training, IReadOnlyList<double> Live, DriftFigure Figure);
