using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>A pattern holds at the last of these signals.</summary>
/// <param name="Signals">What it rests on, in order of time; at most <see cref="Streams.Schemas.Alerts.Alert.MaxEvidence"/> and the completing one.</param>
/// <param name="Completing">The signal that completed it.</param>
public sealed record Firing(IReadOnlyList<Signal> Signals, Signal Completing);
