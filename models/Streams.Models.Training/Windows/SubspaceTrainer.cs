using Streams.Models.Artefacts;

namespace Streams.Models.Training.Windows;

/// <summary>
/// Principal components, exactly: with some twenty features there is no need of chance. ML.NET's randomised trainer gives no numbers where features repeat one another or never change,
/// and its score divides by the norm and finds next to nothing; here a window is judged by what the components leave.
/// </summary>
internal sealed class SubspaceTrainer : IWindowTrainer
{
    private const double Nothing = 1e-9;

    /// <inheritdoc/>
    public string Name => "pca";

    /// <inheritdoc/>
    public bool NeedsLabels => false;

    /// <inheritdoc/>
    public bool NeedsStandard => true;

    /// <inheritdoc/>
    public ModelArtefact Fit(ModelArtefact artefact, float[][] rows, bool[] attacks)
    {
        var count = rows[0].Length;
        var means = new double[count];
        foreach (var row in rows)
        {
            for (var i = 0; i < count; i++)
            {
                means[i] += (double)row[i] / rows.Length;
            }
        }

        var (values, vectors) = SymmetricEigen.Of(Covariance(rows, means));
        var most = Math.Min(artefact.Trainer.Rank, count / 2); // what is kept whole leaves no rest to judge by
        var directions = Enumerable.Range(0, count).Where(i => values[i] > Nothing).OrderByDescending(i => values[i]).ThenBy(i => i).Take(most);
        return artefact with
        {
            Subspace = new SubspaceParameters(
                [.. means.Select(m => (float)m)],
                [.. directions.Select(d => (IReadOnlyList<float>)[.. Enumerable.Range(0, count).Select(i => (float)vectors[i, d])])]
            ),
        };
    }

    private static double[,] Covariance(float[][] rows, double[] means)
    {
        var covariance = new double[means.Length, means.Length];
        foreach (var row in rows)
        {
            for (var a = 0; a < means.Length; a++)
            {
                for (var b = 0; b < means.Length; b++)
                {
                    covariance[a, b] += (row[a] - means[a]) * (row[b] - means[b]) / rows.Length;
                }
            }
        }

        return covariance;
    }
}
