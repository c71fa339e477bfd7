using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Normalise;

/// <summary>What one task of A remembers.</summary>
/// <param name="Parts">Parts of lines whose rest has not come.</param>
/// <param name="Buffer">Records that wait for their entity.</param>
/// <param name="Nodes">The event times of each node.</param>
/// <param name="Counts">Where every element went.</param>
public sealed record NormaliseState(IKeyedState<PartsOfLine> Parts, RecordBuffer Buffer, IKeyedState<NodeTrack> Nodes, NormaliseCounts Counts);
