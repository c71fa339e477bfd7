using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Tests.Habits;

/// <summary>Who makes up names and values without end pushes out what it made up, and nobody's habits.</summary>
public sealed class HabitFloodTests
{
    private const long Second = 1_000_000_000;
    private const long Room = 4 << 20;

    [Fact]
    public void A_flood_of_new_principals_is_bounded_and_the_learned_one_that_is_quiet_stays()
    {
        var habits = new ClusterHabits(new HabitOptions { MaxEntities = 1_000, MaxBytes = Room }, null);
        Learn(habits, "auditor");
        for (var i = 0; i < 20_000; i++)
        {
            habits.Judge(Secret($"made-up-{i}", "s", 1_000 + i));
        }

        Assert.InRange(habits.Count, 500, 1_000);
        Assert.NotNull(habits.Find("auditor"));
        Assert.True(habits.Judge(Secret("auditor", "never seen", 100_000)).Value > 1);
    }

    [Fact]
    public void A_flood_of_long_values_is_bounded_in_bytes_and_the_learned_one_that_is_quiet_stays()
    {
        var habits = new ClusterHabits(new HabitOptions { MaxBytes = Room }, null);
        Learn(habits, "auditor");
        for (var i = 0; i < 40_000; i++)
        {
            habits.Judge(Secret($"made-up-{i / 20}", $"{new string('v', 500)}{i}", 1_000 + i));
            Assert.InRange(habits.Bytes, 0, Room);
        }

        Assert.NotNull(habits.Find("auditor"));
    }

    [Fact]
    public void Values_that_an_entity_makes_up_push_out_those_seen_once_before_its_habits()
    {
        var habits = new ClusterHabits(new HabitOptions { MaxValues = 100 }, null);
        Learn(habits, "auditor");
        for (var i = 0; i < 10_000; i++)
        {
            habits.Judge(Secret("auditor", $"v{i}", 1_000 + i));
        }

        Assert.Equal(0, habits.Judge(Secret("auditor", "habit", 20_000)).Value);
        Assert.InRange(habits.Find("auditor")!.Of(HabitAspect.Act).Values.Count, 50, 101); // it was seen above
    }

    private static void Learn(ClusterHabits habits, string entity)
    {
        for (var i = 0; i < 50; i++)
        {
            habits.Judge(Secret(entity, "habit", i * 10));
        }
    }

    private static HabitSighting Secret(string entity, string value, long second) => new(entity, HabitClass.Secret, value, new Timestamp(second * Second));
}
