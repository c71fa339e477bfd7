using Streams.Models.Artefacts;
using Streams.Models.Vectors;

namespace Streams.Models.Tests.Vectors;

/// <summary>The table of rests says what taking off one direction after another says, for every number of features and directions.</summary>
public sealed class SubspaceScorerTests
{
    [Fact]
    public void A_score_is_the_mean_square_of_what_the_directions_leave()
    {
        var random = new Random(3);
        for (var count = 1; count <= 33; count++)
        {
            var directions = Enumerable.Range(0, random.Next(Math.Min(count, 9) + 1)).Select(_ => Unit(random, count)).ToArray();
            float[] mean = Numbers(random, count);
            var scorer = new SubspaceScorer(new SubspaceParameters(mean, directions), count);
            for (var round = 0; round < 20; round++)
            {
                var features = Numbers(random, count);
                var rest = Rest(features, mean, directions);
                var contributions = new double[count];

                scorer.Explain(features, contributions);

                Assert.Equal(rest.Sum(r => r * r) / count, scorer.Score(features), 1e-9);
                Assert.Equal(scorer.Score(features), contributions.Sum(), 1e-9);
                Assert.All(contributions.Zip(rest), p => Assert.Equal(p.Second * p.Second / count, p.First, 1e-9));
            }
        }
    }

    private static double[] Rest(float[] features, float[] mean, float[][] directions)
    {
        double[] rest = [.. features.Zip(mean, (f, m) => (double)f - m)];
        foreach (var direction in directions)
        {
            var along = rest.Zip(direction, (r, d) => r * d).Sum();
            rest = [.. rest.Zip(direction, (r, d) => r - (along * d))];
        }

        return rest;
    }

    private static float[] Unit(Random random, int count)
    {
        var numbers = Numbers(random, count);
        var length = MathF.Sqrt(numbers.Sum(n => n * n));
        return [.. numbers.Select(n => n / length)];
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 6) - 3)];
}
