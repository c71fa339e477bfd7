using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>What one task of stage C keeps.</summary>
/// <param name="Groups">The groups by correlation and group key.</param>
/// <param name="Gaps">The silences.</param>
/// <param name="UnknownRules">Signals of correlations that no loaded rule set has.</param>
/// <param name="Memory">What watermarks have told.</param>
/// <param name="Counts">What came in.</param>
/// <param name="Storms">The storms, by rule.</param>
/// <param name="StormMembers">The alerts that storms tell of, by id.</param>
public sealed record CorrelateState(
    IKeyedState<GroupState> Groups,
    IKeyedState<GapState> Gaps,
    IKeyedState<BufferedItems<Signal>> UnknownRules,
    WatermarkMemory Memory,
    StageCounts Counts,
    IKeyedState<StormState> Storms,
    IKeyedState<StormMember> StormMembers
)
{
    /// <summary>One that lives as long as the process.</summary>
    public static CorrelateState Volatile() =>
        new(
            new MemoryState<GroupState>(),
            new MemoryState<GapState>(),
            new MemoryState<BufferedItems<Signal>>(),
            WatermarkMemory.Volatile(),
            new StageCounts(),
            new MemoryState<StormState>(),
            new MemoryState<StormMember>()
        );
}
