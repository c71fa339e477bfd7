using Streams.Topologies.State;

namespace Streams.Topologies.Normalise;

/// <summary>What one task of A remembers.</summary>
/// <param name="Parts">Parts of lines whose rest has not come.</param>
/// <param name="Pending">Records that wait for their entity.</param>
/// <param name="Account">Where every element went.</param>
public sealed record NormaliseState(IKeyedState<PartsOfLine> Parts, PendingQueue Pending, StageAccount Account);
