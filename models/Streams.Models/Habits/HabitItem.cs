using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>A surprise in an entity's window.</summary>
/// <param name="Time">Its time.</param>
/// <param name="Id">The event's id: with the time the order of items.</param>
/// <param name="Class">The class.</param>
/// <param name="Value">The value that was new.</param>
/// <param name="Surprise">How surprising it was.</param>
public sealed record HabitItem(Timestamp Time, string Id, HabitClass Class, string Value, Surprise Surprise);
