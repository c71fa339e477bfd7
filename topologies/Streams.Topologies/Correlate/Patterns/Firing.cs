using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>A pattern holds at the last of these signals.</summary>
/// <param name="Signals">What it rests on. Good until the pattern's next step: who keeps them copies them.</param>
/// <param name="Completing">The signal that completed it.</param>
/// <param name="Measure">What was measured; null: the number of events.</param>
/// <param name="IsOrdered">Whether the signals are in order of time.</param>
internal readonly record struct Firing(ReadOnlyMemory<PackedSignal> Signals, PackedSignal Completing, double? Measure = null, bool IsOrdered = false);
