namespace Streams.Models.Habits;

/// <summary>What is forgotten first where there is no room. Who makes names up pushes out what it made up, and nobody's habits.</summary>
internal static class HabitEviction
{
    /// <summary>Values of an aspect: those seen once, then those unseen longest.</summary>
    public static string[] Of(AspectHabits aspect, int count) =>
        [.. aspect.Values.OrderBy(v => !v.Value.IsOnce).ThenBy(v => v.Value.Last).ThenBy(v => v.Key, StringComparer.Ordinal).Take(count).Select(v => v.Key)];

    /// <summary>Entities in the order in which they go: those of which nothing is settled, then those quiet longest.</summary>
    public static KeyValuePair<string, EntityHabits>[] Of(Dictionary<string, EntityHabits> entities) =>
        [.. entities.OrderBy(e => e.Value.IsSettled).ThenBy(e => e.Value.Last).ThenBy(e => e.Key, StringComparer.Ordinal)];
}
