namespace Streams.Models.Habits;

/// <summary>What a workload's containers are from a time on.</summary>
/// <param name="Time">The time, nanoseconds since the epoch.</param>
/// <param name="Containers">A hash of what they are.</param>
public readonly record struct RollOutFact(long Time, string Containers);
