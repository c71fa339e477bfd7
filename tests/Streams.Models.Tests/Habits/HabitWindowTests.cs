using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Tests.Habits;

public sealed class HabitWindowTests
{
    private const long Second = 1_000_000_000;
    private const long TenMinutes = 600 * Second;

    [Fact]
    public void Judge_two_surprises_of_an_entity_with_habits_suffice()
    {
        var verdict = Judge([Item(1_000, 3), Item(1_030, 2)]);

        Assert.Equal((0, 5.0), (verdict!.Value.First, verdict.Value.Score)); // it holds
    }

    [Fact]
    public void Judge_one_large_surprise_does_not_suffice() => Assert.Null(Judge([Item(1_000, 9)]));

    [Fact]
    public void Judge_small_surprises_beside_a_large_one_do_not_suffice() => Assert.Null(Judge([Item(1_000, 0.4), Item(1_010, 9)]));

    [Fact]
    public void Judge_surprises_apart_do_not_suffice() => Assert.Null(Judge([Item(1_000, 3), Item(1_601, 3)]));

    [Fact]
    public void Judge_many_surprises_the_latest_that_suffice_are_taken() =>
        Assert.Equal(2, Judge([Item(1_000, 3), Item(1_010, 3), Item(1_020, 2.5), Item(1_030, 2.5)])!.Value.First); // it holds

    [Fact]
    public void Judge_the_last_item_does_not_count_by_itself_does_not_suffice() => Assert.Null(Judge([Item(1_000, 3), Item(1_010, 3), Item(1_020, 0.4)]));

    [Fact]
    public void Judge_what_was_told_before_makes_no_second_alert()
    {
        HabitItem[] items = [Item(1_000, 3), Item(1_010, 3), Item(1_400, 3)];

        Assert.NotNull(Judge(items));
        Assert.Null(Judge(items, after: new Timestamp(1_010 * Second)));
    }

    [Fact]
    public void Judge_as_many_as_ever_is_expected()
    {
        // 10 a window for three windows before, and 10 in this one
        var verdict = Judge([Item(2_400, 5, cost: 35, settled: 10), Item(2_410, 5, cost: 40, settled: 10)]);

        Assert.Null(verdict);
    }

    [Fact]
    public void Judge_five_times_as_many_is_not_expected()
    {
        var items = Enumerable.Range(0, 10).Select(i => Item(2_400 + i, 5, cost: 35 + (i * 5), settled: 10)).ToArray();

        Assert.NotNull(Judge(items));
    }

    [Fact]
    public void Judge_too_young_for_a_rate_a_part_of_its_own_estimate_is_expected()
    {
        Assert.NotNull(Judge([Item(100, 3), Item(110, 3, foreseen: 2)]));
        Assert.Null(Judge([Item(100, 3), Item(110, 3, foreseen: 4)]));
    }

    [Fact]
    public void Judge_one_surprise_an_hour_suffices_in_the_long_window()
    {
        var items = Enumerable.Range(0, 4).Select(i => Item(100_000 + (i * 3_600), 3, cost: 3 * (i + 1), settled: 10)).ToArray();

        Assert.Null(Judge(items));
        Assert.NotNull(Judge(items, 86_400 * Second));
    }

    [Fact]
    public void Judge_one_surprise_an_hour_as_ever_is_expected_in_the_long_window()
    {
        var items = Enumerable.Range(0, 40).Select(i => Item(3_600 * (i + 1), 3, cost: 3 * (i + 1), settled: 10)).ToArray();

        Assert.Null(Judge(items, 86_400 * Second));
    }

    [Fact]
    public void Judge_young_entity_the_long_window_is_half_its_life()
    {
        var items = new[] { Item(1_400, 3, cost: 3, settled: 10), Item(2_600, 3, cost: 6, settled: 10) };

        Assert.NotNull(Judge(items, 86_400 * Second));
        Assert.Null(Judge([Item(1_200, 3, cost: 3, settled: 10), items[1]], 86_400 * Second));
    }

    [Fact]
    public void Judge_a_class_without_weight_does_not_count() => Assert.Null(Judge([Item(1_000, 3) with { Class = HabitClass.Rbac }, Item(1_030, 2)]));

    private static HabitVerdict? Judge(HabitItem[] items, long? longWindow = null, Timestamp? after = null)
    {
        var weights = new double[HabitClasses.All.Count];
        weights[(int)HabitClass.Secret] = 1;
        return new HabitWindow(
            new HabitCondition
            {
                Weights = weights,
                Window = TenMinutes,
                LongWindow = longWindow,
            },
            new HabitOptions()
        ).Judge(items, items.Length - 1, after ?? Timestamp.Unknown);
    }

    private static HabitItem Item(long second, double surprise, double? cost = null, long? settled = null, double foreseen = 0) =>
        new(
            new Timestamp(second * Second),
            $"{second}",
            HabitClass.Secret,
            $"v{second}",
            new Surprise
            {
                Value = surprise,
                Cost = cost ?? surprise,
                SettledAt = settled is { } at ? new Timestamp(at * Second) : null,
                Foreseen = foreseen,
            }
        );
}
