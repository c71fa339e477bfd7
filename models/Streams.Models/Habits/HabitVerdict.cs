namespace Streams.Models.Habits;

/// <summary>The surprises of a window are too many.</summary>
/// <param name="First">The index of the first of the latest items that reach the threshold by themselves: what the alert rests on.</param>
/// <param name="Score">What they cost together beyond what is expected.</param>
/// <param name="Expected">What is expected of the entity in the window.</param>
public readonly record struct HabitVerdict(int First, double Score, double Expected);
