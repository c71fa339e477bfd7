namespace Streams.Schemas.Behaviours;

/// <summary>One class of habits.</summary>
/// <param name="Class">The class.</param>
/// <param name="Aspect">The aspect it belongs to.</param>
/// <param name="Name">How rules and explanations call it.</param>
public sealed record HabitClassRow(HabitClass Class, HabitAspect Aspect, string Name);
