using Microsoft.ML;
using Microsoft.ML.Data;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;

namespace Streams.Models.Tests.Training;

public sealed class WindowModelTrainerTests
{
    public static TheoryData<string> Trainers => [.. WindowModelTrainer.Trainers];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void The_same_windows_and_seed_give_the_same_bytes(string trainer)
    {
        var settings = new TrainerSettings { Name = trainer, Seed = 7 };

        Assert.Equal(
            ArtefactCodec.Write(WindowModelTrainer.Train("m", SomeWindows.Table(), settings)),
            ArtefactCodec.Write(WindowModelTrainer.Train("m", SomeWindows.Table(), settings))
        );
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void What_stands_out_is_found_and_what_is_ordinary_hardly_ever(string trainer)
    {
        var model = WindowModel.Of(WindowModelTrainer.Train("m", SomeWindows.Table(), new TrainerSettings { Name = trainer, Seed = 7 }));
        var others = SomeWindows.Table(seed: 2).Rows;

        Assert.All(others.Where(r => r.Verdict == Verdict.Attack), r => Assert.True(model.Score(r.Values) >= model.Threshold));
        Assert.InRange(others.Count(r => r.Verdict == Verdict.Ordinary && model.Score(r.Values) >= model.Threshold), 0, 40);
    }

    [Fact]
    public void Trees_score_as_their_trainer_does_to_the_bit()
    {
        var table = SomeWindows.Table();
        var settings = new TrainerSettings { Name = "lightgbm", Seed = 7 };
        var artefact = WindowModelTrainer.Train("m", table, settings);
        var context = new MLContext(settings.Seed);
        var view = MlRows.View(context, [.. table.Rows.Select(r => r.Values)], [.. table.Rows.Select(r => r.Verdict == Verdict.Attack)]);
        var transformer = LightGbmTrainer.Fit(context, settings, view);
        var asked = SomeWindows.Table(seed: 3, ordinary: 19_000, attacks: 1_000).Rows;
        var scores = transformer.Transform(MlRows.View(context, [.. asked.Select(r => r.Values)], new bool[asked.Count])).GetColumn<float>("Score").ToArray();
        var own = new TreeScorer(artefact.Trees!, table.Set.Columns.Count); // trained above

        Assert.Equal(scores, asked.Select(r => own.Sum(r.Values)));
    }

    [Fact]
    public void A_linear_model_scores_as_its_trainer_does()
    {
        var table = SomeWindows.Table();
        var artefact = WindowModelTrainer.Train("m", table, new TrainerSettings { Name = "logistic", Seed = 7 });
        var model = WindowModel.Of(artefact);
        float[][] prepared = [.. table.Rows.Select(r => Prepared(model, r.Values))];
        var context = new MLContext(7);
        var view = MlRows.View(context, prepared, [.. table.Rows.Select(r => r.Verdict == Verdict.Attack)]);
        var probabilities = LogisticTrainer.Fit(context, view).Transform(view).GetColumn<float>("Probability").ToArray();

        Assert.All(table.Rows.Select((r, i) => model.Score(r.Values) - probabilities[i]), d => Assert.InRange(d, -1e-6, 1e-6));
    }

    [Fact]
    public void Directions_are_at_right_angles_and_of_length_one()
    {
        var directions = WindowModelTrainer
            .Train(
                "m",
                SomeWindows.Table(),
                new TrainerSettings
                {
                    Name = "pca",
                    Seed = 7,
                    Rank = 4,
                }
            )
            .Subspace!.Directions; // a subspace

        Assert.Equal(4, directions.Count);
        for (var a = 0; a < directions.Count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                Assert.Equal(a == b ? 1 : 0, directions[a].Zip(directions[b], (x, y) => (double)x * y).Sum(), 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Contributions_add_up_to_the_score(string trainer)
    {
        var table = SomeWindows.Table();
        var model = WindowModel.Of(WindowModelTrainer.Train("m", table, new TrainerSettings { Name = trainer, Seed = 7 }));
        var (ordinary, attack) = (table.Rows[0].Values, table.Rows[^1].Values);
        var (low, high) = (model.Contributions(ordinary).Sum(), model.Contributions(attack).Sum());

        // The sum is the score itself of what measures distances, and log-odds less a constant of what gives a probability.
        var (expectedLow, expectedHigh) = trainer is "pca" or "kmeans"
            ? (model.Score(ordinary), model.Score(attack))
            : (LogOdds(model, ordinary), LogOdds(model, attack));
        Assert.Equal(expectedHigh - expectedLow, high - low, 1e-3);
        Assert.NotEmpty(model.Explain(attack));
        Assert.True(model.Explain(attack).Count <= WindowModel.MaxContributions);
        Assert.All(model.Explain(attack), c => Assert.Equal(attack[FeatureSets.Workload.IndexOf(c.Name)], (float)c.Value));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Features_that_never_change_or_repeat_others_are_no_obstacle(string trainer)
    {
        var table = SomeWindows.Table();
        var flat = TrainingTable.Of(
            table.Set,
            table.WindowSeconds,
            table.Identity,
            [
                .. table.Rows.Select(r =>
                    r with
                    {
                        Values =
                        [
                            .. r.Values.Select(
                                (v, c) =>
                                    c < 4 ? 0
                                    : c < 8 ? r.Values[8]
                                    : v
                            ),
                        ],
                    }
                ),
            ]
        );
        var still = TrainingTable.Of(
            table.Set,
            table.WindowSeconds,
            table.Identity,
            [.. table.Rows.Select(r => r with { Values = new float[r.Values.Length] })]
        );

        foreach (var of in (TrainingTable[])[flat, still])
        {
            var model = WindowModel.Of(WindowModelTrainer.Train("m", of, new TrainerSettings { Name = trainer, Seed = 7 }));
            Assert.All(of.Rows.Take(50), r => Assert.True(double.IsFinite(model.Score(r.Values))));
        }
    }

    [Fact]
    public void Windows_of_attacks_and_open_alerts_do_not_teach_what_is_ordinary()
    {
        var table = SomeWindows.Table();
        var clean = TrainingTable.Of(table.Set, table.WindowSeconds, table.Identity, [.. table.Rows.Where(r => r.Verdict == Verdict.Ordinary)]);
        var open = TrainingTable.Of(
            table.Set,
            table.WindowSeconds,
            table.Identity,
            [.. table.Rows.Select(r => r.Verdict == Verdict.Attack ? r with { Verdict = Verdict.Open } : r)]
        );
        var settings = new TrainerSettings { Name = "pca", Seed = 7 };

        Assert.Equal(ParametersOf(clean), ParametersOf(table));
        Assert.Equal(ParametersOf(clean), ParametersOf(open));

        byte[] ParametersOf(TrainingTable of) => ArtefactCodec.Write(WindowModelTrainer.Train("m", of, settings) with { Data = clean.Describe() });
    }

    [Fact]
    public void Without_labels_what_learns_from_them_is_refused_with_the_mend()
    {
        var refused = Assert.Throws<FormatException>(() =>
            WindowModelTrainer.Train("m", SomeWindows.Table(attacks: 0), new TrainerSettings { Name = "lightgbm", Seed = 7 })
        );

        Assert.Contains("labels.jsonl", refused.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => WindowModelTrainer.Train("m", SomeWindows.Table(ordinary: 20), new TrainerSettings { Name = "pca", Seed = 7 }));
    }

    private static double LogOdds(WindowModel model, float[] values) => Math.Log(model.Score(values) / (1 - model.Score(values)));

    private static float[] Prepared(WindowModel model, float[] values)
    {
        var features = new float[model.Artefact.Features.Count];
        model.Prepare(values, features);
        return features;
    }
}
