namespace Streams.Models.Training.Evaluation;

/// <summary>Figures over scores.</summary>
internal static class RankStatistics
{
    /// <summary>The share of pairs in the right order, ties half.</summary>
    public static double? Auc(IReadOnlyCollection<double> attacks, IReadOnlyCollection<double> ordinary)
    {
        if (attacks.Count == 0 || ordinary.Count == 0)
        {
            return null;
        }

        double[] negative = [.. ordinary.Order()];
        var wins = 0.0;
        int below = 0,
            upTo = 0;
        foreach (var score in attacks.Order())
        {
            while (below < negative.Length && negative[below] < score)
            {
                below++;
            }

            upTo = Math.Max(upTo, below);
            while (upTo < negative.Length && negative[upTo] <= score)
            {
                upTo++;
            }

            wins += below + ((upTo - below) / 2.0);
        }

        return wins / ((double)attacks.Count * negative.Length);
    }

    /// <summary>The share that reaches a threshold; 0 of none.</summary>
    public static double Share(IReadOnlyCollection<double> scores, double threshold) =>
        scores.Count == 0 ? 0 : scores.Count(s => s >= threshold) / (double)scores.Count;

    /// <summary>The figures of scores at a threshold.</summary>
    public static ModelFigures Figures(IReadOnlyCollection<double> attacks, IReadOnlyCollection<double> ordinary, double threshold) =>
        new(Share(ordinary, threshold), attacks.Count == 0 ? null : Share(attacks, threshold), Auc(attacks, ordinary));
}
