using Streams.Schemas.Behaviours;

namespace Streams.Models.Habits;

/// <summary>What is known of a value of an entity.</summary>
/// <param name="First">When it was first seen, nanoseconds since the epoch.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Class">The class it was first seen in.</param>
/// <param name="IsOnce">Whether it was seen once only.</param>
/// <param name="Act">Of an act: its kind.</param>
public readonly record struct ValueTrace(long First, long Last, HabitClass Class, bool IsOnce, string? Act);
