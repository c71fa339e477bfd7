namespace Streams.Detections.Correlations.Sequences;

/// <summary>What must happen next in a sequence.</summary>
/// <param name="Input">The rule that must match, as the correlation counts those it names.</param>
/// <param name="Runs">How often.</param>
/// <param name="Without">The rules that must not match between the step before it and its first match.</param>
public sealed record SequenceStep(int Input, int Runs, IReadOnlyList<int> Without);
