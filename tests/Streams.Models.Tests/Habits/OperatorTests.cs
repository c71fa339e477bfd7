using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Tests.Habits;

/// <summary>An operator meets new secrets all the time: certificates, databases, tenants. That is its habit.</summary>
public sealed class OperatorTests
{
    private const int Operators = 70;
    private const double Hours = 2;
    private const double Settling = 20 * 60;

    [Fact]
    public void Operators_that_meet_new_secrets_alarm_hardly_ever()
    {
        var alarms = 0;
        for (var seed = 0; seed < Operators; seed++)
        {
            alarms += SomeHabits.AlarmsOf(Life(seed), HabitClass.Secret).Count(t => t.Seconds > Settling) > 0 ? 1 : 0;
        }

        // 70 operators, 2 hours less 20 minutes each: 117 hours
        Assert.InRange(alarms, 0, 2);
    }

    [Fact]
    public void Five_times_their_rate_is_found()
    {
        const double Begin = 5_400;
        var found = 0;
        for (var seed = 0; seed < Operators; seed++)
        {
            var gap = GapOf(new Random(seed)) / 5;
            var burst = Enumerable.Range(0, (int)(300 / gap) + 1).Select(i => SomeHabits.Secret(Begin + 1 + (i * gap), $"burst{i}"));
            found += SomeHabits.AlarmsOf([.. Life(seed), .. burst], HabitClass.Secret).Exists(t => t.Seconds is > Begin and < Begin + 360) ? 1 : 0;
        }

        Assert.InRange(found, Operators - 1, Operators);
    }

    [Fact]
    public void After_six_minutes_of_harmless_new_reads_secrets_are_found_a_little_later()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var chance = new Random(seed);
            var routine = SomeHabits.Routine(chance, 3_600).ToArray();
            var prepared = Enumerable
                .Range(0, 18)
                .Select(i => new HabitSighting(
                    "account",
                    HabitClass.OtherAct,
                    $"get configmaps {i}",
                    new Timestamp((long)((1_200 + (i * 20)) * SomeHabits.Second))
                )
                {
                    Act = "get configmaps",
                });
            var secrets = Enumerable.Range(0, 8).Select(i => SomeHabits.Secret(1_560 + (i * 30), $"s{i}")).ToArray();

            var alarms = SomeHabits.AlarmsOf([.. routine, .. prepared, .. secrets], HabitClass.Secret);

            Assert.NotEmpty(alarms);
            Assert.InRange(Array.FindIndex(secrets, s => s.Time == alarms[0]) + 1, 1, 5);
        }
    }

    [Fact]
    public void One_secret_an_hour_is_found_within_twelve()
    {
        var chance = new Random(1);
        var secrets = Enumerable.Range(0, 12).Select(i => SomeHabits.Secret(86_400 + (i * 3_600) + (chance.NextDouble() * 600), $"s{i}")).ToArray();

        Assert.NotEmpty(SomeHabits.AlarmsOf([.. SomeHabits.Routine(chance, 86_400 + 43_200), .. secrets], HabitClass.Secret));
    }

    private static IEnumerable<HabitSighting> Life(int seed)
    {
        var chance = new Random(seed);
        var gap = GapOf(chance);
        var secrets = new List<HabitSighting>();
        for (var t = gap * chance.NextDouble(); t < Hours * 3_600; t += gap * (0.8 + (0.4 * chance.NextDouble())))
        {
            secrets.Add(SomeHabits.Secret(t, $"s{secrets.Count}"));
        }

        return [.. SomeHabits.Routine(chance, Hours * 3_600), .. secrets];
    }

    private static double GapOf(Random chance) => 20 + (580 * chance.NextDouble());
}
