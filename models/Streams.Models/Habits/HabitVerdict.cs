namespace Streams.Models.Habits;

/// <summary>The surprises of a window are too many.</summary>
/// <param name="Begin">The index of the first item of the window.</param>
/// <param name="First">The index of the first of the latest items that reach the threshold by themselves: what the alert rests on.</param>
/// <param name="Score">What they cost together beyond what is expected.</param>
/// <param name="Expected">What is expected of the entity in the window.</param>
/// <param name="IsLong">Whether it was the long window.</param>
public readonly record struct HabitVerdict(int Begin, int First, double Score, double Expected, bool IsLong);
