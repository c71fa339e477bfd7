using Streams.Schemas.Signals;

namespace Streams.Topologies.Rules;

/// <summary>Where a match goes: a correlation of B, with what B sends on to C.</summary>
/// <param name="Correlation">The content hash of B's correlation.</param>
/// <param name="SubjectSlots">The fields of the subject.</param>
/// <param name="ValueSlots">The fields observed together; empty: the event itself.</param>
/// <param name="ByAddress">Whether the subject of an event of no known pod is its source address.</param>
/// <param name="Signals">What B sends when the feature says so.</param>
internal sealed record ObservationTarget(CorrelationHash Correlation, int[] SubjectSlots, int[] ValueSlots, bool ByAddress, List<SignalTarget> Signals);
