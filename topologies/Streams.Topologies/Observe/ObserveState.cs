using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>What one task of stage B keeps.</summary>
/// <param name="FirstSeen">The values each subject was seen with.</param>
/// <param name="Windows">Feature windows.</param>
/// <param name="Memory">What watermarks have told.</param>
/// <param name="Counts">What came in.</param>
public sealed record ObserveState(IKeyedState<FirstSeenState> FirstSeen, IKeyedState<NameWindow> Windows, WatermarkMemory Memory, StageCounts Counts)
{
    /// <summary>One that lives as long as the process.</summary>
    public static ObserveState Volatile() => new(new MemoryState<FirstSeenState>(), new MemoryState<NameWindow>(), WatermarkMemory.Volatile(), new StageCounts());
}
