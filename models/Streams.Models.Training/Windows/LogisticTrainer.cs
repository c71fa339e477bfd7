using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Streams.Models.Artefacts;

namespace Streams.Models.Training.Windows;

/// <summary>Logistic regression, one thread.</summary>
internal sealed class LogisticTrainer : IWindowTrainer
{
    /// <inheritdoc/>
    public string Name => "logistic";

    /// <inheritdoc/>
    public bool NeedsLabels => true;

    /// <inheritdoc/>
    public bool NeedsStandard => true;

    /// <inheritdoc/>
    public ModelArtefact Fit(ModelArtefact artefact, float[][] rows, bool[] attacks)
    {
        var context = new MLContext(artefact.Trainer.Seed);
        var model = Fit(context, MlRows.View(context, rows, attacks)).Model;
        return artefact with
        {
            Linear = new LinearParameters([.. model.SubModel.Weights], model.SubModel.Bias, model.Calibrator.Slope, model.Calibrator.Offset),
        };
    }

    /// <summary>ML.NET's own model, to compare with.</summary>
    internal static BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(
        MLContext context,
        IDataView rows
    ) =>
        context
            .BinaryClassification.Trainers.LbfgsLogisticRegression(
                new LbfgsLogisticRegressionBinaryTrainer.Options
                {
                    NumberOfThreads = 1,
                    L1Regularization = 0f,
                    L2Regularization = 1f,
                    OptimizationTolerance = 1e-7f,
                    MaximumNumberOfIterations = 500,
                }
            )
            .Fit(rows);
}
