using Streams.Models.Habits;
using Streams.Schemas.Behaviours;

namespace Streams.Models.Tests.Habits;

public sealed class HabitWindowTests
{
    private const long Second = 1_000_000_000;
    private const long TenMinutes = 600 * Second;

    [Fact]
    public void Judge_TwoSurprisesOfAnEntityWithHabits_Suffice()
    {
        var verdict = Judge([Item(1_000, 3), Item(1_030, 2)]);

        Assert.Equal((0, 5.0), (verdict!.Value.First, verdict.Value.Score)); // it holds
    }

    [Fact]
    public void Judge_OneLargeSurprise_DoesNotSuffice() => Assert.Null(Judge([Item(1_000, 9)]));

    [Fact]
    public void Judge_SmallSurprisesBesideALargeOne_DoNotSuffice() => Assert.Null(Judge([Item(1_000, 0.4), Item(1_010, 9)]));

    [Fact]
    public void Judge_SurprisesApart_DoNotSuffice() => Assert.Null(Judge([Item(1_000, 3), Item(1_601, 3)]));

    [Fact]
    public void Judge_ManySurprises_TheLatestThatSufficeAreTaken() =>
        Assert.Equal(2, Judge([Item(1_000, 3), Item(1_010, 3), Item(1_020, 2.5), Item(1_030, 2.5)])!.Value.First); // it holds

    [Fact]
    public void Judge_TheLastItemDoesNotCountByItself_DoesNotSuffice() => Assert.Null(Judge([Item(1_000, 3), Item(1_010, 3), Item(1_020, 0.4)]));

    [Fact]
    public void Judge_WhatWasToldBefore_MakesNoSecondAlert()
    {
        HabitItem[] items = [Item(1_000, 3), Item(1_010, 3), Item(1_400, 3)];

        Assert.NotNull(Judge(items));
        Assert.Null(Judge(items, after: 1_010 * Second));
    }

    [Fact]
    public void Judge_AsManyAsEver_IsExpected()
    {
        // 10 a window for three windows before, and 10 in this one
        var verdict = Judge([Item(2_400, 5, cost: 35, settled: 10), Item(2_410, 5, cost: 40, settled: 10)]);

        Assert.Null(verdict);
    }

    [Fact]
    public void Judge_FiveTimesAsMany_IsNotExpected()
    {
        var items = Enumerable.Range(0, 10).Select(i => Item(2_400 + i, 5, cost: 35 + (i * 5), settled: 10)).ToArray();

        Assert.NotNull(Judge(items));
    }

    [Fact]
    public void Judge_TooYoungForARate_APartOfItsOwnEstimateIsExpected()
    {
        Assert.NotNull(Judge([Item(100, 3), Item(110, 3, foreseen: 2)]));
        Assert.Null(Judge([Item(100, 3), Item(110, 3, foreseen: 4)]));
    }

    [Fact]
    public void Judge_OneSurpriseAnHour_SufficesInTheLongWindow()
    {
        var items = Enumerable.Range(0, 4).Select(i => Item(100_000 + (i * 3_600), 3, cost: 3 * (i + 1), settled: 10)).ToArray();

        Assert.Null(Judge(items));
        Assert.NotNull(Judge(items, 86_400 * Second));
    }

    [Fact]
    public void Judge_OneSurpriseAnHourAsEver_IsExpectedInTheLongWindow()
    {
        var items = Enumerable.Range(0, 40).Select(i => Item(3_600 * (i + 1), 3, cost: 3 * (i + 1), settled: 10)).ToArray();

        Assert.Null(Judge(items, 86_400 * Second));
    }

    [Fact]
    public void Judge_YoungEntity_TheLongWindowIsHalfItsLife()
    {
        var items = new[] { Item(1_400, 3, cost: 3, settled: 10), Item(2_600, 3, cost: 6, settled: 10) };

        Assert.NotNull(Judge(items, 86_400 * Second));
        Assert.Null(Judge([Item(1_200, 3, cost: 3, settled: 10), items[1]], 86_400 * Second));
    }

    [Fact]
    public void Judge_AClassWithoutWeight_DoesNotCount() => Assert.Null(Judge([Item(1_000, 3) with { Class = HabitClass.Rbac }, Item(1_030, 2)]));

    private static HabitVerdict? Judge(HabitItem[] items, long? longWindow = null, long after = long.MinValue)
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
        ).Judge(items, items.Length - 1, after);
    }

    private static HabitItem Item(long second, double surprise, double? cost = null, long? settled = null, double foreseen = 0) =>
        new(
            second * Second,
            $"{second}",
            HabitClass.Secret,
            $"v{second}",
            new Surprise
            {
                Value = surprise,
                Cost = cost ?? surprise,
                SettledAt = settled * Second,
                Foreseen = foreseen,
            }
        );
}
