using Streams.Schemas.Signals;
using Streams.Topologies.Observe.Habits;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>What one task of stage B keeps.</summary>
/// <param name="FirstSeen">The values each subject was seen with.</param>
/// <param name="UnknownRules">Observations of correlations that no loaded rule set has.</param>
/// <param name="Memory">What watermarks have told.</param>
/// <param name="Counts">What came in.</param>
public sealed record ObserveState(
    IKeyedState<FirstSeenState> FirstSeen,
    IKeyedState<BufferedItems<Observation>> UnknownRules,
    WatermarkMemory Memory,
    StageCounts Counts
)
{
    /// <summary>Who was seen with each value.</summary>
    public required IKeyedState<RareState> Rare { get; init; }

    /// <summary>The contacts of each subject.</summary>
    public required IKeyedState<BeaconState> Beacons { get; init; }

    /// <summary>What waits for the watermark, of all three.</summary>
    public required IKeyedState<BufferedObservations> Buffered { get; init; }

    /// <summary>Where habits are kept; null: they live as long as the process.</summary>
    public IHabitStore? Habits { get; init; }

    /// <summary>One that lives as long as the process.</summary>
    public static ObserveState Volatile() =>
        new(new MemoryState<FirstSeenState>(), new MemoryState<BufferedItems<Observation>>(), WatermarkMemory.Volatile(), new StageCounts())
        {
            Rare = new MemoryState<RareState>(),
            Beacons = new MemoryState<BeaconState>(),
            Buffered = new MemoryState<BufferedObservations>(),
        };
}
