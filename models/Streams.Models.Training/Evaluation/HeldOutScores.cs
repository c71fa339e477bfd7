using Streams.Models.Artefacts;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;

namespace Streams.Models.Training.Evaluation;

/// <summary>
/// Scores by fits that had not seen what they judge: each list of ordinary windows by a fit on the others, each family of attacks by one without it.
/// What labels leave open is left out.
/// </summary>
internal sealed class HeldOutScores
{
    /// <param name="like">The model whose settings are used.</param>
    /// <param name="table">The windows.</param>
    /// <param name="features">The features to look at.</param>
    public HeldOutScores(ModelArtefact like, TrainingTable table, IReadOnlyList<string> features)
    {
        TrainingRow[] rows = [.. table.Rows.Where(r => r.Verdict != Verdict.Open)];
        var lists = BenignLists.Of(table.Set, rows);
        var whole = WindowModelTrainer.FitTo(like, rows, features);
        foreach (var list in lists.Where((_, i) => rows[i].Verdict == Verdict.Ordinary).Distinct().Order(StringComparer.Ordinal))
        {
            var model = FitWithout(like, [.. rows.Where((_, i) => lists[i] != list)], features) ?? whole;
            Ordinary.Add((list, [.. rows.Where((r, i) => lists[i] == list && r.Verdict == Verdict.Ordinary).Select(r => model.Score(r.Values))]));
        }

        foreach (var family in rows.Where(r => r.Verdict == Verdict.Attack).Select(r => r.Family).Distinct().Order(StringComparer.Ordinal))
        {
            var model = FitWithout(like, [.. rows.Where(r => r.Verdict != Verdict.Attack || r.Family != family)], features) ?? whole;
            Attacks.Add((family, [.. rows.Where(r => r.Verdict == Verdict.Attack && r.Family == family).Select(r => model.Score(r.Values))]));
        }
    }

    /// <summary>By list the scores of ordinary windows.</summary>
    public List<(string Name, double[] Scores)> Ordinary { get; } = [];

    /// <summary>By family the scores of windows of attacks.</summary>
    public List<(string Name, double[] Scores)> Attacks { get; } = [];

    /// <summary>The figures at a threshold.</summary>
    public ModelFigures Figures(double threshold) =>
        RankStatistics.Figures([.. Attacks.SelectMany(a => a.Scores)], [.. Ordinary.SelectMany(o => o.Scores)], threshold);

    /// <summary>The threshold that no list exceeds by more than the share that the model is trained for.</summary>
    public double ThresholdFor(ModelArtefact like) => WindowModelTrainer.ThresholdOver(like, Ordinary.Select(o => o.Scores));

    private static WindowModel? FitWithout(ModelArtefact like, TrainingRow[] rows, IReadOnlyList<string> features) =>
        WindowModelTrainer.Suffices(like, rows) ? WindowModelTrainer.FitTo(like, rows, features) : null;
}
