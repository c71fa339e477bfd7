using Streams.Models.Artefacts;

namespace Streams.Models.Drift;

/// <summary>
/// Measures drift against the histograms of an artefact. A PSI counts where it is over 0.1 and over what chance exceeds once in a hundred looks at all features:
/// (1/n + 1/m) times the χ² quantile with 9 degrees of freedom at 1 − 0.01 / features. The usual bound of 0.1 alone fires on four in five unchanged samples of 100.
/// </summary>
public static class DriftMeasure
{
    private const double LeastPsi = 0.1;
    private const double PsiChance = 0.01;
    private const double KsChance = 0.001;

    /// <summary>Measures.</summary>
    /// <param name="training">How it was.</param>
    /// <param name="values">How it is.</param>
    /// <param name="features">How many features are looked at.</param>
    public static DriftFigure Of(Histogram training, IReadOnlyCollection<double> values, int features)
    {
        var counts = new long[training.Shares.Count];
        foreach (var value in values)
        {
            counts[training.BinOf(value)]++;
        }

        var (psi, ks, expected, found) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            // An empty bin counts as half a window: else one bin would make it infinite.
            var was = Math.Max(training.Shares[i], 0.5 / Math.Max(1, training.Rows));
            var share = Math.Max((double)counts[i] / Math.Max(1, values.Count), 0.5 / Math.Max(1, values.Count));
            psi += (share - was) * Math.Log(share / was);
            expected += training.Shares[i];
            found += (double)counts[i] / Math.Max(1, values.Count);
            ks = Math.Max(ks, Math.Abs(expected - found));
        }

        var size = (1.0 / Math.Max(1, values.Count)) + (1.0 / Math.Max(1, training.Rows));
        return new DriftFigure(
            training.Of,
            values.Count,
            psi,
            Math.Max(LeastPsi, size * ChiSquare(Math.Max(1, counts.Length - 1), 1 - (PsiChance / Math.Max(1, features)))),
            ks,
            Math.Sqrt(-Math.Log(KsChance / 2) / 2 * size)
        );
    }

    /// <summary>The quantile of χ² (Wilson and Hilferty).</summary>
    internal static double ChiSquare(int degrees, double probability)
    {
        var part = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - part + (Normal(probability) * Math.Sqrt(part)), 3);
    }

    /// <summary>The quantile of the normal distribution for more than a half (Abramowitz and Stegun 26.2.23).</summary>
    private static double Normal(double probability)
    {
        var t = Math.Sqrt(-2 * Math.Log(1 - probability));
        return t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
    }
}
