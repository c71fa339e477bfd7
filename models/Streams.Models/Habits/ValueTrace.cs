using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>What is known of a value of an entity.</summary>
/// <param name="First">When it was first seen.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Class">The class it was first seen in.</param>
/// <param name="IsOnce">Whether it was seen once only.</param>
/// <param name="Act">Of an act: its kind.</param>
public readonly record struct ValueTrace(Timestamp First, Timestamp Last, HabitClass Class, bool IsOnce, string? Act);
