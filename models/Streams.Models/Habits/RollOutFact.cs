using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>What a workload's containers are from a time on.</summary>
/// <param name="Time">The time.</param>
/// <param name="Containers">A hash of what they are.</param>
public readonly record struct RollOutFact(Timestamp Time, string Containers);
