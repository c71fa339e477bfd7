using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>What one task of stage C keeps.</summary>
/// <param name="Groups">The groups by correlation and group key.</param>
/// <param name="Gaps">The silences.</param>
/// <param name="Awaited">Signals of correlations that no loaded rule set has.</param>
/// <param name="Memory">What watermarks have told.</param>
/// <param name="Counts">What came in.</param>
public sealed record CorrelateState(
    IKeyedState<GroupState> Groups,
    IKeyedState<GapState> Gaps,
    IKeyedState<AwaitedRule<Signal>> Awaited,
    WatermarkMemory Memory,
    StageCounts Counts
)
{
    /// <summary>One that lives as long as the process.</summary>
    public static CorrelateState Volatile() =>
        new(new MemoryState<GroupState>(), new MemoryState<GapState>(), new MemoryState<AwaitedRule<Signal>>(), WatermarkMemory.Volatile(), new StageCounts());
}
