using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Tests.Habits;

/// <summary>Plays sightings through habits and one window, as stage B does.</summary>
internal static class SomeHabits
{
    public const long Second = 1_000_000_000;

    /// <summary>The times at which the condition held.</summary>
    public static List<Timestamp> AlarmsOf(IEnumerable<HabitSighting> sightings, HabitClass @class)
    {
        var weights = new double[HabitClasses.All.Count];
        weights[(int)@class] = 1;
        var options = new HabitOptions();
        var habits = new ClusterHabits(options, null);
        var window = new HabitWindow(
            new HabitCondition
            {
                Weights = weights,
                Window = 600 * Second,
                LongWindow = 86_400 * Second,
            },
            options
        );
        var items = new List<HabitItem>();
        var alarms = new List<Timestamp>();
        foreach (var sighting in sightings.OrderBy(s => s.Time).ThenBy(s => s.Value, StringComparer.Ordinal))
        {
            var surprise = habits.Judge(sighting);
            if (surprise.Value < 0.1)
            {
                continue;
            }

            items.Add(new HabitItem(sighting.Time, sighting.Value, sighting.Class, sighting.Value, surprise));
            if (window.Judge(items, items.Count - 1, Timestamp.Unknown) is not null)
            {
                alarms.Add(sighting.Time);
            }
        }

        return alarms;
    }

    /// <summary>What an account does every few seconds: a dozen things, again and again.</summary>
    public static IEnumerable<HabitSighting> Routine(Random chance, double seconds)
    {
        var n = 0;
        for (var t = chance.NextDouble() * 5; t < seconds; t += 3 + (chance.NextDouble() * 5))
        {
            yield return Act(t, "list things", $"list things {n++ % 12}", HabitClass.OtherAct);
        }
    }

    /// <summary>A secret never read before.</summary>
    public static HabitSighting Secret(double second, string name) => Act(second, "get secrets", $"get secrets {name}", HabitClass.Secret);

    private static HabitSighting Act(double second, string kind, string value, HabitClass @class) =>
        new("account", @class, value, new Timestamp((long)(second * Second))) { Act = kind };
}
