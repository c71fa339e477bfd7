using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>A correlation that another reads holds.</summary>
/// <param name="Signals">What it rests on; good until its next step.</param>
/// <param name="Completing">The signal that completed it.</param>
/// <param name="Continues">Whether it goes on with the burst that it fired in before: that is still the same match.</param>
internal readonly record struct InnerFiring(ReadOnlyMemory<PackedSignal> Signals, PackedSignal Completing, bool Continues);
