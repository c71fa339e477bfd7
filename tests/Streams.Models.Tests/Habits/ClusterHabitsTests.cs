using CsCheck;
using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Tests.Habits;

public sealed class ClusterHabitsTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void What_is_taught_late_may_be_forgotten_at_once()
    {
        var habits = new ClusterHabits(new HabitOptions { MaxValues = 10 }, null);
        for (var i = 0; i < 10; i++)
        {
            habits.Judge(new HabitSighting("alice", HabitClass.OtherAct, $"list {i}", new Timestamp((100 + i) * 10_000_000_000)));
            habits.Judge(new HabitSighting("alice", HabitClass.OtherAct, $"list {i}", new Timestamp((200 + i) * 10_000_000_000)));
        }

        habits.Teach(new HabitSighting("alice", HabitClass.OtherAct, "list old", new Timestamp(10_000_000_000)), isOnce: false);

        Assert.DoesNotContain("list old", habits.Find("alice")!.Find(HabitAspect.Act)!.Values.Keys); // it was just seen
    }

    [Fact]
    public void Judge_value_never_seen_costs_by_good_and_turing()
    {
        var habits = Settled(20);

        var surprise = habits.Judge(Secret("b", 100));

        Assert.Equal(-Math.Log(0.5 / 21), surprise.Value, 12);
        Assert.Equal((20, 0), (surprise.Sightings, surprise.Once));
    }

    [Fact]
    public void Judge_known_value_costs_nothing() => Assert.Equal(0, Settled(20).Judge(Secret("known", 100)).Value);

    [Fact]
    public void Judge_fewer_than_eight_sightings_costs_nothing() => Assert.Equal(0, Settled(7).Judge(Secret("b", 100)).Value);

    [Fact]
    public void Judge_younger_than_twenty_seconds_costs_nothing()
    {
        var habits = new ClusterHabits(new HabitOptions(), null);
        for (var i = 0; i < 18; i++)
        {
            habits.Judge(Secret("known", i + 1));
        }

        Assert.Equal(0, habits.Judge(Secret("b", 20)).Value);
        Assert.NotEqual(0, habits.Judge(Secret("c", 21)).Value);
    }

    [Fact]
    public void Judge_entity_that_only_does_new_things_is_never_surprising()
    {
        var habits = new ClusterHabits(new HabitOptions(), null);

        var most = Enumerable.Range(0, 1_000).Max(i => habits.Judge(Secret($"s{i}", i * 2)).Value);

        Assert.InRange(most, 0, 0.06);
    }

    [Fact]
    public void Judge_sightings_within_a_second_are_one()
    {
        var habits = new ClusterHabits(new HabitOptions(), null);
        for (var i = 0; i < 100; i++)
        {
            habits.Judge(new HabitSighting("p", HabitClass.Secret, "known", new Timestamp(i * Second / 1_000)));
        }

        Assert.Equal(1, habits.Find("p")!.Of(HabitAspect.Act).Sightings); // it was seen above
    }

    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(599, 0.3)]
    [InlineData(601, 1)]
    public void Judge_after_a_roll_out_costs_less_for_ten_minutes(long after, double factor)
    {
        var habits = Settled(20, HabitClass.Inside);
        habits.RollOut("w", new Timestamp(100 * Second), "image: 2");

        var surprise = habits.Judge(new HabitSighting("p", HabitClass.Inside, "b", new Timestamp((100 + after) * Second)) { Workload = "w" });

        Assert.Equal(-Math.Log(0.5 / 21) * factor, surprise.Value, 12);
    }

    [Fact]
    public void Judge_after_the_same_was_written_again_costs_in_full()
    {
        var habits = Settled(20, HabitClass.Inside);
        habits.RollOut("w", new Timestamp(2_000 * Second), "image: 2");
        habits.RollOut("w", new Timestamp(100 * Second), "image: 2");

        Assert.Equal(
            -Math.Log(0.5 / 21),
            habits.Judge(new HabitSighting("p", HabitClass.Inside, "b", new Timestamp(2_010 * Second)) { Workload = "w" }).Value,
            12
        );
    }

    /// <summary>What is kept would otherwise become a roll-out with the next restart.</summary>
    [Fact]
    public void A_roll_out_written_again_is_nothing_to_keep()
    {
        var journal = new Journal();
        var habits = new ClusterHabits(new HabitOptions(), journal);

        habits.RollOut("w", new Timestamp(100 * Second), "image: 2");
        habits.RollOut("w", new Timestamp(2_000 * Second), "image: 2");

        Assert.Equal(["w"], journal.RollOuts);
        Assert.Equal([new RollOutFact(new Timestamp(100 * Second), "image: 2")], habits.RollOutsOf("w"));
    }

    [Fact]
    public void Of_too_many_rolled_out_workloads_those_forgotten_are_told()
    {
        var journal = new Journal();
        var habits = new ClusterHabits(new HabitOptions(), journal);

        for (var i = 0; i <= 20_000; i++)
        {
            habits.RollOut($"w{i}", new Timestamp(i * Second), "image: 1");
        }

        Assert.Contains("w0", journal.RollOuts.Skip(20_000));
        Assert.Empty(habits.RollOutsOf("w0"));
    }

    [Theory]
    [InlineData(2, 40, 0.15)]
    [InlineData(4, 40, 1)]
    [InlineData(2, 10, 1)]
    public void Judge_address_after_a_look_up_costs_less_where_the_domain_was_known(long after, long knownFor, double factor)
    {
        var habits = Settled(20, HabitClass.Outside);
        habits.Judge(new HabitSighting("p", HabitClass.Answered, "cdn.example", new Timestamp((100 - knownFor) * Second)));
        habits.Judge(new HabitSighting("p", HabitClass.Answered, "cdn.example", new Timestamp(100 * Second)));

        var surprise = habits.Judge(new HabitSighting("p", HabitClass.Outside, "b", new Timestamp((100 + after) * Second)));

        Assert.Equal(-Math.Log(0.5 / 21) * factor, surprise.Value, 12);
    }

    [Fact]
    public void Judge_excuses_of_acts_multiply()
    {
        var habits = Settled(20);
        habits.Judge(Secret("other", 90) with { Entity = "q" });

        var own = habits.Judge(Secret("b", 100) with { IsOwn = true });
        var habitual = habits.Judge(Secret("c", 110) with { Act = "get secrets" });
        var person = habits.Judge(Secret("d", 120) with { Act = "get secrets", IsPerson = true });
        var common = habits.Judge(Secret("other", 130));

        Assert.Equal(-Math.Log(0.5 / 21) * 0.3, own.Value, 12);
        Assert.Equal(-Math.Log(1.5 / 22), habitual.Value, 12); // the first of its kind
        Assert.Equal(-Math.Log(2.5 / 23) * 0.45, person.Value, 12);
        Assert.Equal(-Math.Log(3.5 / 24) * 0.4, common.Value, 12);
        Assert.Equal(1, common.Others);
    }

    [Fact]
    public void Judge_secret_that_the_entity_made_itself_is_its_own()
    {
        var habits = Settled(20);
        habits.Judge(Secret("create secrets store/db", 90));

        var made = habits.Judge(Secret("get secrets store/db", 100));
        var another = habits.Judge(Secret("get secrets store/db-2", 110));

        Assert.Equal(-Math.Log(1.5 / 22) * 0.3, made.Value, 12);
        Assert.Equal(-Math.Log(2.5 / 23), another.Value, 12);
    }

    [Fact]
    public void Judge_too_many_values_the_longest_unseen_is_forgotten_and_counted()
    {
        var journal = new Journal();
        var habits = new ClusterHabits(new HabitOptions { MaxValues = 10 }, journal);
        for (var i = 0; i < 11; i++)
        {
            habits.Judge(Secret($"s{i}", i * 2));
        }

        Assert.Equal(1, habits.Forgotten);
        Assert.Equal(["s0"], journal.Values);
        Assert.Equal(10, habits.Find("p")!.Of(HabitClass.Secret).Once); // it was seen above
    }

    [Fact]
    public void Judge_too_many_entities_the_quietest_are_forgotten_with_their_values()
    {
        var journal = new Journal();
        var habits = new ClusterHabits(new HabitOptions { MaxEntities = 10 }, journal);
        for (var i = 0; i < 11; i++)
        {
            habits.Judge(Secret("shared", i * 2) with { Entity = $"p{i}" });
        }

        Assert.Equal(10, habits.Count);
        Assert.Equal(["p0"], journal.Entities);
        Assert.Equal(["shared"], journal.Values);
    }

    /// <summary>Whatever is seen in whatever order of values: counts hold, costs are finite and never negative, and bounds are kept.</summary>
    [Fact]
    public void Any_sightings_keep_the_counts_true() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, HabitClasses.All.Count - 1], Gen.Int[0, 40], Gen.Int[0, 5_000])
            .Array[0, 400]
            .Sample(steps =>
            {
                var habits = new ClusterHabits(new HabitOptions { MaxValues = 12, MaxEntities = 3 }, null);
                var time = 0L;
                foreach (var (who, @class, what, pause) in steps)
                {
                    time += pause * Second / 1_000;
                    var surprise = habits.Judge(
                        new HabitSighting($"e{who}", (HabitClass)@class, $"v{what}", new Timestamp(time)) { Act = what % 2 == 0 ? $"a{what % 3}" : null }
                    );
                    Assert.True(double.IsFinite(surprise.Value) && surprise.Value >= 0);
                    Assert.InRange(habits.Count, 0, 3);
                    foreach (var entity in habits.Entities.Select(habits.Find))
                    {
                        var once = new int[HabitClasses.All.Count];
                        for (var a = 0; a < HabitClasses.Aspects; a++)
                        {
                            var aspect = entity!.Of((HabitAspect)a); // a listed entity is there
                            Assert.InRange(aspect.Values.Count, 0, 12);
                            foreach (var trace in aspect.Values.Values)
                            {
                                once[(int)trace.Class] += trace.IsOnce ? 1 : 0;
                            }
                        }

                        Assert.All(HabitClasses.All, row => Assert.Equal(once[(int)row.Class], entity!.Of(row.Class).Once)); // as above
                    }
                }
            });

    private static HabitSighting Secret(string value, long second) => new("p", HabitClass.Secret, value, new Timestamp(second * Second));

    /// <summary>An entity with one habit, since a while.</summary>
    private static ClusterHabits Settled(int sightings, HabitClass @class = HabitClass.Secret)
    {
        var habits = new ClusterHabits(new HabitOptions(), null);
        for (var i = 0; i < sightings; i++)
        {
            habits.Judge(new HabitSighting("p", @class, "known", new Timestamp((i + 1) * 2 * Second)));
        }

        return habits;
    }

    private sealed class Journal : IHabitJournal
    {
        public List<string> Values { get; } = [];

        public List<string> Entities { get; } = [];

        public List<string> RollOuts { get; } = [];

        public void Changed(string entity) { }

        public void Changed(string entity, HabitAspect aspect, string value) { }

        public void RolledOut(string workload) => RollOuts.Add(workload);

        public void Forgotten(string entity, HabitAspect aspect, string value) => Values.Add(value);

        public void Forgotten(string entity) => Entities.Add(entity);
    }
}
