using Streams.Models.Artefacts;
using Streams.Models.Drift;

namespace Streams.Models.Tests.Drift;

public sealed class DriftMeasureTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(2_000)]
    public void Samples_of_the_same_hardly_ever_move(int rows)
    {
        var random = new Random(5);
        var moved = 0;
        for (var i = 0; i < 200; i++)
        {
            var training = Histogram.Over("f", Sample(random, 2_000, 0));
            moved += DriftMeasure.Of(training, Sample(random, rows, 0), features: 16).HasMoved ? 1 : 0;
        }

        Assert.InRange(moved, 0, 4);
    }

    [Fact]
    public void A_shift_is_seen_and_too_few_rows_say_nothing()
    {
        var random = new Random(5);
        var training = Histogram.Over("f", Sample(random, 2_000, 0));

        Assert.True(DriftMeasure.Of(training, Sample(random, 400, 0.8), 16).HasMoved);
        Assert.False(DriftMeasure.Of(training, Sample(random, 100, 5), 16).HasMoved);
        Assert.False(DriftMeasure.Of(training, [], 16).IsJudged);
    }

    [Theory]
    [InlineData(9, 0.99, 21.666)]
    [InlineData(9, 0.999, 27.877)]
    [InlineData(4, 0.99, 13.277)]
    public void The_quantile_of_chi_square_is_that_of_the_tables(int degrees, double probability, double expected) =>
        Assert.Equal(expected, DriftMeasure.ChiSquare(degrees, probability), 0.01 * expected);

    [Fact]
    public void A_value_that_never_changed_has_one_bin_below_and_one_above()
    {
        var training = Histogram.Over("f", Enumerable.Repeat(3.0, 500));

        Assert.Equal([3.0], training.Edges);
        Assert.Equal([1.0, 0.0], training.Shares);
        Assert.Equal(3, training.Typical);
        Assert.False(DriftMeasure.Of(training, [.. Enumerable.Repeat(3.0, 300)], 16).HasMoved);
        Assert.True(DriftMeasure.Of(training, [.. Enumerable.Repeat(4.0, 300)], 16).HasMoved);
    }

    private static double[] Sample(Random random, int rows, double shift) =>
        [.. Enumerable.Range(0, rows).Select(_ => shift + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
}
