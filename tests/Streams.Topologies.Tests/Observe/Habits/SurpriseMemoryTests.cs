using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe.Habits;

namespace Streams.Topologies.Tests.Observe.Habits;

public sealed class SurpriseMemoryTests
{
    private const double Day = 86_400;

    [Fact]
    public void Entities_that_do_nothing_new_any_more_are_forgotten_after_a_day_in_state_as_well()
    {
        var (memory, store) = (new SurpriseMemory(1_000, isKept: true), new KeptHabits());
        memory.Add(Some("a", 0));
        memory.Add(Some("b", Day / 2));
        memory.Flush(store);
        Assert.Equal(2, store.Count);

        memory.Advance(Tests.Some.At(Day + 1));
        memory.Flush(store);

        Assert.Equal((1, 1, 0L, 1), (memory.Entities, memory.Count, memory.Forgotten, store.Count));
        Assert.Null(memory.Find(Some("a", 0).Behaviour));
    }

    [Fact]
    public void Of_too_many_the_oldest_go_first_and_are_counted()
    {
        var memory = new SurpriseMemory(100, isKept: false);
        for (var i = 0; i < 1_000; i++)
        {
            memory.Add(Some($"e{i}", i));
        }

        Assert.InRange(memory.Count, 80, 100);
        Assert.Equal(1_000, memory.Count + memory.Forgotten);
        Assert.Equal(memory.Count, memory.Entities);
        Assert.NotNull(memory.Find(Some("e999", 0).Behaviour));
        Assert.Null(memory.Find(Some("e0", 0).Behaviour));
    }

    [Fact]
    public void What_was_told_is_forgotten_when_no_window_reaches_back_to_it()
    {
        var (told, store) = (new ToldTimes(), new KeptHabits());
        told.Tell("t-a", new Timestamp(10));
        told.Tell("t-b", new Timestamp(20));
        told.Flush(store);

        told.Forget(new Timestamp(15));
        told.Flush(store);

        Assert.Equal((1, 1), (told.Count, store.Count));
        Assert.Equal((Timestamp.Unknown, new Timestamp(20)), (told.After("t-a", new Timestamp(100), 5), told.After("t-b", new Timestamp(100), 5)));
    }

    private static SurprisingBehaviour Some(string entity, double at) =>
        new(
            new Behaviour
            {
                Class = (int)HabitClass.Secret,
                Cluster = "c",
                Entity = entity,
                Value = "v",
                Entities = new EntitySet(),
                Evidence = new Evidence
                {
                    EventId = "id",
                    Source = EventSource.Audit,
                    Time = Tests.Some.At(at),
                    Provenance = new Provenance("t", 0, 1, 1),
                    Excerpt = "",
                },
                TimeSource = TimeSource.Record,
            },
            new HabitItem(Tests.Some.At(at), "id", HabitClass.Secret, "v", new Surprise { Value = 1 })
        );
}
