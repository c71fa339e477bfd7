using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Streams.Models.Artefacts;

namespace Streams.Models.Training.Windows;

/// <summary>k-means. It has no seed of its own: its chance is that of a context made just before.</summary>
internal sealed class ClusterTrainer : IWindowTrainer
{
    /// <inheritdoc/>
    public string Name => "kmeans";

    /// <inheritdoc/>
    public bool NeedsLabels => false;

    /// <inheritdoc/>
    public bool NeedsStandard => true;

    /// <inheritdoc/>
    public ModelArtefact Fit(ModelArtefact artefact, float[][] rows, bool[] attacks)
    {
        var context = new MLContext(artefact.Trainer.Seed);
        var model = context
            .Clustering.Trainers.KMeans(
                new KMeansTrainer.Options
                {
                    FeatureColumnName = nameof(MlRow.Features),
                    NumberOfClusters = Math.Min(artefact.Trainer.Clusters, rows.Select(r => string.Join(' ', r)).Distinct().Count()),
                    NumberOfThreads = 1,
                }
            )
            .Fit(MlRows.View(context, rows, attacks))
            .Model;
        var centroids = default(VBuffer<float>[]);
        model.GetClusterCentroids(ref centroids, out var count);
        return artefact with { Clusters = new ClusterParameters([.. centroids.Take(count).Select(c => (IReadOnlyList<float>)[.. c.DenseValues()])]) };
    }
}
