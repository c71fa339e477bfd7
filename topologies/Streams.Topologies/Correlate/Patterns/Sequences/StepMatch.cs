using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns.Sequences;

/// <summary>A match of a step.</summary>
/// <param name="Before">The latest beginning that it follows; null: it is of the first step, or follows none.</param>
/// <param name="Signals">What it rests on, the completing signal last.</param>
/// <param name="IsFirst">Whether it can be the first match of its step; else only one of those that follow it there.</param>
internal readonly record struct StepMatch(Beginning? Before, PackedSignal[] Signals, bool IsFirst)
{
    public PackedSignal Completing => Signals[^1];

    /// <summary>How many events it is.</summary>
    public int Events => Signals.Length == 1 ? Signals[0].Repeated : 1;

    /// <summary>The time at which the sequence that it goes on with began.</summary>
    public Timestamp Start => !IsFirst ? Timestamp.Unknown : Before?.Start ?? Completing.Time;
}
