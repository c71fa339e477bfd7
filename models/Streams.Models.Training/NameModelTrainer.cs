using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Streams.Models.Names;
using Streams.Models.Scoring;

namespace Streams.Models.Training;

/// <summary>
/// Trains the model <c>dga</c>: logistic regression over <see cref="DomainFeatures"/>, on names that we compose and generate ourselves.
/// A name is described by a language that has not seen its words: the words are halved and each half describes the other's names,
/// as it will be with the names of the world. One thread, one seed, no clock.
/// </summary>
internal static class NameModelTrainer
{
    /// <summary>Trains.</summary>
    public static TrainedNameModel Train(NameTrainingOptions options)
    {
        var words = OrdinaryWords.All;
        var rows = new List<NameRow>(options.Names * 2);
        for (var half = 0; half < 2; half++)
        {
            string[] own = [.. words.Where((_, i) => i % 2 == half)];
            string[] other = [.. words.Where((_, i) => i % 2 != half)];
            Describe(own, Language(other, options, half), options, options.Seed + half, rows);
        }

        var context = new MLContext(options.Seed);
        var data = context.Data.LoadFromEnumerable(rows);
        var trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(
            new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                NumberOfThreads = 1,
                L1Regularization = 0f,
                L2Regularization = options.L2,
                OptimizationTolerance = 1e-7f,
                MaximumNumberOfIterations = 500,
            }
        );
        var model = trainer.Fit(data);
        var auc = context.BinaryClassification.Evaluate(model.Transform(data)).AreaUnderRocCurve;
        var language = Language(words, options, 2);
        return new TrainedNameModel(DgaArtefact.Write(Parameters(model, language, options)), language, context, model, auc);
    }

    private static NameLanguage Language(IReadOnlyList<string> words, NameTrainingOptions options, int part)
    {
        var names = new OrdinaryNames(words, new Random(options.Seed + 100 + part));
        return NameLanguageBuilder.Build(words, Enumerable.Range(0, options.LanguageNames).Select(_ => names.Next()));
    }

    private static void Describe(string[] words, NameLanguage language, NameTrainingOptions options, int seed, List<NameRow> rows)
    {
        var ordinary = new OrdinaryNames(words, new Random(seed));
        var generated = new GeneratedNames(words, new Random(seed + 10));
        for (var i = 0; i < options.Names / 2; i++)
        {
            rows.Add(Row(ordinary.Next(), language, label: false));
            rows.Add(Row(generated.Next(), language, label: true));
        }
    }

    private static NameRow Row(string name, NameLanguage language, bool label)
    {
        var row = new NameRow { Label = label };
        DomainFeatures.TryRead(name, language, row.Features);
        return row;
    }

    private static DgaParameters Parameters(
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> model,
        NameLanguage language,
        NameTrainingOptions options
    )
    {
        var linear = model.Model.SubModel;
        return new DgaParameters
        {
            Version = options.Version,
            Date = options.Date,
            Features = [.. DomainFeatures.Names],
            Weights = [.. linear.Weights],
            Bias = linear.Bias,
            Slope = model.Model.Calibrator.Slope,
            Offset = model.Model.Calibrator.Offset,
            Trigrams = language.Costs.ToArray(),
            Pieces = language.Pieces,
        };
    }
}
