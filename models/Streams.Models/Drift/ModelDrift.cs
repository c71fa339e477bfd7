using Streams.Models.Artefacts;
using Streams.Models.Vectors;

namespace Streams.Models.Drift;

/// <summary>Measures every feature of a model, and its score, over windows.</summary>
public static class ModelDrift
{
    /// <summary>Measures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">The values of its whole set, of each window.</param>
    public static IReadOnlyList<DriftedValue> Of(WindowModel model, IReadOnlyList<float[]> windows)
    {
        var drifted = new List<DriftedValue>();
        foreach (var histogram in model.Artefact.Histograms)
        {
            var values = new double[windows.Count];
            var column = histogram.Of == ModelArtefact.ScoreHistogram ? -1 : model.Set.IndexOf(histogram.Of);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = column < 0 ? model.Score(windows[i]) : windows[i][column];
            }

            drifted.Add(new DriftedValue(histogram, SharesOf(histogram, values), DriftMeasure.Of(histogram, values, model.Artefact.Features.Count)));
        }

        return drifted;
    }

    private static double[] SharesOf(Histogram histogram, double[] values)
    {
        var shares = new double[histogram.Shares.Count];
        foreach (var value in values)
        {
            shares[histogram.BinOf(value)] += 1.0 / values.Length;
        }

        return shares;
    }
}
