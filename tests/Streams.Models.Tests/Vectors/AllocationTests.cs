using Streams.Models.Artefacts;
using Streams.Models.Habits;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Tests.Vectors;

public sealed class AllocationTests
{
    private const int Times = 1_000;

    public static TheoryData<string> Trainers => [.. WindowModelTrainer.Trainers];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void A_score_allocates_nothing(string trainer)
    {
        var model = WindowModel.Of(WindowModelTrainer.Train("m", SomeWindows.Table(), new TrainerSettings { Name = trainer, Seed = 7 }));
        var values = SomeWindows.Table(seed: 2).Rows[0].Values;

        Assert.Equal(0, AllocatedBy(() => model.Score(values)));
    }

    [Fact]
    public void A_sighting_of_what_is_known_allocates_nothing()
    {
        var (habits, time) = (new ClusterHabits(new HabitOptions(), null), 0L);

        Assert.Equal(
            0,
            AllocatedBy(() => habits.Judge(new HabitSighting("alice", HabitClass.OtherAct, "list pods", new Timestamp(time += 2_000_000_000))).Value)
        );
    }

    private static long AllocatedBy(Func<double> act)
    {
        var sum = act(); // what it needs once
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            sum += act();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(double.IsFinite(sum));
        return allocated;
    }
}
