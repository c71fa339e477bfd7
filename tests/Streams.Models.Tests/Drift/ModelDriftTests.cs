using Streams.Models.Artefacts;
using Streams.Models.Drift;
using Streams.Models.Features;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;

namespace Streams.Models.Tests.Drift;

public sealed class ModelDriftTests
{
    private static readonly WindowModel Model = WindowModel.Of(
        WindowModelTrainer.Train("m", SomeWindows.Table(), new TrainerSettings { Name = "kmeans", Seed = 7 })
    );

    [Fact]
    public void Every_feature_and_the_score_have_both_distributions_over_the_same_bins()
    {
        var drift = ModelDrift.Of(Model, [.. SomeWindows.Table(seed: 2, attacks: 0).Rows.Select(r => r.Values)]);

        Assert.Equal([.. Model.Artefact.Features, ModelArtefact.ScoreHistogram], drift.Select(d => d.Training.Of));
        Assert.All(drift, d => Assert.Equal(d.Training.Shares.Count, d.Live.Count));
        Assert.All(drift, d => Assert.Equal(1, d.Live.Sum(), 6));
        Assert.All(drift, d => Assert.False(d.Figure.HasMoved));
    }

    [Fact]
    public void What_has_moved_is_named_and_nothing_else()
    {
        var column = FeatureSets.Workload.IndexOf("flows");
        var windows = SomeWindows.Table(seed: 2, attacks: 0).Rows.Select(r => r.Values.ToArray()).ToArray();
        foreach (var values in windows)
        {
            values[column] += 3;
        }

        var moved = ModelDrift.Of(Model, windows).Where(d => d.Figure.HasMoved).Select(d => d.Training.Of).ToArray();

        Assert.Contains("flows", moved);
        Assert.Empty(moved.Except(["flows", ModelArtefact.ScoreHistogram]));
    }

    [Fact]
    public void Without_windows_nothing_is_judged() => Assert.All(ModelDrift.Of(Model, []), d => Assert.False(d.Figure.IsJudged));
}
