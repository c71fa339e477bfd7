using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Streams.Models.Artefacts;

namespace Streams.Models.Training.Windows;

/// <summary>LightGBM's trees: seeded, deterministic, one thread.</summary>
internal sealed class LightGbmTrainer : IWindowTrainer
{
    /// <inheritdoc/>
    public string Name => "lightgbm";

    /// <inheritdoc/>
    public bool NeedsLabels => true;

    /// <inheritdoc/>
    public bool NeedsStandard => false;

    /// <inheritdoc/>
    public ModelArtefact Fit(ModelArtefact artefact, float[][] rows, bool[] attacks)
    {
        var context = new MLContext(artefact.Trainer.Seed);
        var model = Fit(context, artefact.Trainer, MlRows.View(context, rows, attacks)).Model;
        var ensemble = model.SubModel.TrainedTreeEnsemble;
        Tree[] trees = [.. ensemble.Trees.Select(tree => TreeOf(tree, rows))];
        return artefact with { Trees = new TreeParameters(trees, ensemble.Bias, model.Calibrator.Slope, model.Calibrator.Offset) };
    }

    /// <summary>ML.NET's own model, to compare with.</summary>
    internal static BinaryPredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> Fit(
        MLContext context,
        TrainerSettings settings,
        IDataView rows
    ) =>
        context
            .BinaryClassification.Trainers.LightGbm(
                new LightGbmBinaryTrainer.Options
                {
                    NumberOfThreads = 1,
                    Seed = settings.Seed,
                    Deterministic = true,
                    ForceRowWise = true,
                    NumberOfIterations = settings.Trees,
                    NumberOfLeaves = settings.Leaves,
                    MinimumExampleCountPerLeaf = 5,
                    LearningRate = 0.1,
                    UnbalancedSets = true,
                    Silent = true,
                }
            )
            .Fit(rows);

    private static Tree TreeOf(RegressionTree tree, float[][] rows)
    {
        var nodes = tree.LeafValues.Count - 1;
        var (sums, counts) = (new double[nodes], new long[nodes]);
        foreach (var row in rows)
        {
            Walk(tree, row, sums, counts);
        }

        return new Tree(
            [.. tree.NumericalSplitFeatureIndexes.Take(nodes)],
            [.. tree.NumericalSplitThresholds.Take(nodes)],
            [.. tree.LeftChild.Take(nodes)],
            [.. tree.RightChild.Take(nodes)],
            [.. sums.Select((sum, i) => counts[i] == 0 ? 0 : sum / counts[i])],
            [.. tree.LeafValues]
        );
    }

    private static void Walk(RegressionTree tree, float[] row, double[] sums, long[] counts)
    {
        if (sums.Length == 0)
        {
            return;
        }

        var path = new List<int>();
        var node = 0;
        while (node >= 0)
        {
            path.Add(node);
            node = row[tree.NumericalSplitFeatureIndexes[node]] <= tree.NumericalSplitThresholds[node] ? tree.LeftChild[node] : tree.RightChild[node];
        }

        foreach (var passed in path)
        {
            sums[passed] += tree.LeafValues[~node];
            counts[passed]++;
        }
    }
}
