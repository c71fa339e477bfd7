using Streams.Models.Artefacts;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Evaluation;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;

namespace Streams.Models.Tests.Evaluation;

public sealed class ModelEvaluatorTests
{
    private static readonly WindowModel Model = WindowModel.Of(
        WindowModelTrainer.Train(
            "m",
            SomeWindows.Table(),
            new TrainerSettings
            {
                Name = "lightgbm",
                Seed = 7,
                Trees = 20,
            }
        )
    );

    [Fact]
    public void A_model_that_holds_on_windows_it_had_not_seen_passes()
    {
        var evaluation = ModelEvaluator.Evaluate(Model, SomeWindows.Table(seed: 2), against: null);

        Assert.True(evaluation.Passed, evaluation.ToJson());
        Assert.Equal(Model.Hash, evaluation.Hash);
        Assert.Equal(["rule0", "rule1", "rule2"], evaluation.Families.Select(f => f.Name).Order());
        Assert.Equal(["namespace n0", "namespace n1", "namespace n2", "namespace n3"], evaluation.Lists.Select(f => f.Name).Order());
        Assert.Contains("without surprise", evaluation.Ablation.Select(a => a.Name));
        Assert.Contains("domains alone", evaluation.Ablation.Select(a => a.Name));
        Assert.Equal(evaluation.ToJson(), ModelEvaluation.Read(evaluation.ToJson()).ToJson());
    }

    [Fact]
    public void A_model_that_alarms_too_often_fails_and_names_the_worst_list()
    {
        var loud = WindowModel.Of(Model.Artefact with { Threshold = 1e-9 });

        var evaluation = ModelEvaluator.Evaluate(loud, SomeWindows.Table(seed: 2), against: null);

        Assert.False(evaluation.Passed);
        Assert.Contains(evaluation.Gates, g => !g.Holds && g.Name.Contains("namespace n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_is_worse_than_the_current_one_fails()
    {
        var blind = WindowModel.Of(
            Model.Artefact with
            {
                Trees = Model.Artefact.Trees! with { All = [.. Model.Artefact.Trees.All.Select(t => t with { Leaves = [.. t.Leaves.Select(l => -l)] })] },
            }
        ); // trees

        var evaluation = ModelEvaluator.Evaluate(blind, SomeWindows.Table(seed: 2), Model);

        Assert.Equal(Model.Hash, evaluation.Against);
        Assert.Contains(evaluation.Gates, g => !g.Holds && g.Name.Contains("current", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_few_windows_and_those_of_another_cluster_are_refused()
    {
        var table = SomeWindows.Table(seed: 2);
        var few = TrainingTable.Of(table.Set, table.WindowSeconds, "few", [.. table.Rows.Take(199), .. table.Rows.TakeLast(5)]);
        var other = TrainingTable.Of(table.Set, table.WindowSeconds, "other", [.. table.Rows.SkipLast(1), table.Rows[^1] with { Cluster = "b" }]);

        Assert.Contains(
            "199 windows",
            Assert.Throws<FormatException>(() => ModelEvaluator.Evaluate(Model, few, against: null)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains("'b'", Assert.Throws<FormatException>(() => ModelEvaluator.Evaluate(Model, other, against: null)).Message, StringComparison.Ordinal);
    }
}
