using Streams.Models.Training.Windows;
using Streams.Models.Vectors;

namespace Streams.Models.Training.Evaluation;

/// <summary>Judges a model on windows, as a promotion asks for it.</summary>
public static class ModelEvaluator
{
    /// <summary>The worst list may alarm so many times as often as the model was trained for.</summary>
    private const double WorstList = 4;

    /// <summary>So much worse than the current model is within chance.</summary>
    private const double Tolerance = 0.02;

    private const double LeastAuc = 0.7;
    private const string Surprise = "surprise";

    /// <summary>Evaluates.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The windows; best such as it was not trained on.</param>
    /// <param name="against">The model it is to replace; null: none.</param>
    /// <exception cref="FormatException">The windows do not suffice, or are of another set or length.</exception>
    public static ModelEvaluation Evaluate(WindowModel model, TrainingTable table, WindowModel? against)
    {
        foreach (var judged in (WindowModel?[])[model, against])
        {
            if (judged is not null && (judged.Set.Name != table.Set.Name || judged.Artefact.WindowSeconds != table.WindowSeconds))
            {
                throw new FormatException(
                    $"{judged.Name} scores windows of {judged.Artefact.WindowSeconds} s of the set {judged.Set.Name}, these are of {table.WindowSeconds} s of {table.Set.Name}"
                );
            }
        }

        CheckClusters(model, table);
        if (table.Rows.Count(r => r.Verdict == Verdict.Ordinary) is < BenignLists.Least and var few)
        {
            throw new FormatException(
                $"{few} windows without an alert: {BenignLists.Least} are needed at least to say how often it alarms; export a longer time"
            );
        }

        if (!WindowModelTrainer.Suffices(model.Artefact, table.Rows))
        {
            throw new FormatException("the windows do not suffice: ordinary ones are needed, and for a model that learns from labels such of attacks");
        }

        var held = new HeldOutScores(model.Artefact, table, model.Artefact.Features);
        var ordinary = table.Rows.Where(r => r.Verdict == Verdict.Ordinary).ToArray();
        var attacks = table.Rows.Where(r => r.Verdict == Verdict.Attack).ToArray();
        var (own, current) = (FiguresOf(model, ordinary, attacks), against is null ? null : FiguresOf(against, ordinary, attacks));
        ListFigures[] lists =
        [
            .. held
                .Ordinary.Select(o => new ListFigures(o.Name, o.Scores.Length, RankStatistics.Share(o.Scores, model.Threshold)))
                .OrderByDescending(l => l.Share)
                .ThenBy(l => l.Name, StringComparer.Ordinal),
        ];
        ListFigures[] families =
        [
            .. held
                .Attacks.Select(a => new ListFigures(a.Name, a.Scores.Length, RankStatistics.Share(a.Scores, model.Threshold)))
                .OrderBy(l => l.Share)
                .ThenBy(l => l.Name, StringComparer.Ordinal),
        ];
        var figures = held.Figures(model.Threshold);
        return new ModelEvaluation
        {
            Hash = model.Hash,
            Data = table.Identity,
            Ordinary = ordinary.Length,
            Attacks = attacks.Length,
            Model = own,
            HeldOut = figures,
            Lists = lists,
            Families = families,
            Ablation = [.. Ablations(model).Select(a => Ablate(model, table, a.Name, a.Features))],
            Against = against?.Hash,
            Current = current,
            Gates = [.. GatesOf(model, lists, own, figures, current)],
        };
    }

    /// <summary>What is ordinary differs from cluster to cluster: figures of another one would promote a model that nobody has tried on its own.</summary>
    private static void CheckClusters(WindowModel model, TrainingTable table)
    {
        if (
            model.Artefact.Data.Clusters is { } trained
            && table.Describe().Clusters is { Count: > 0 } clusters
            && clusters.FirstOrDefault(c => !trained.Contains(c)) is { } other
        )
        {
            throw new FormatException(
                $"there are windows of the cluster '{other}', and {model.Name} was trained on those of '{string.Join("', '", trained)}': train it on windows of all clusters that it is to judge, or export again without that one"
            );
        }
    }

    private static ModelFigures FiguresOf(WindowModel model, TrainingRow[] ordinary, TrainingRow[] attacks) =>
        RankStatistics.Figures([.. attacks.Select(r => model.Score(r.Values))], [.. ordinary.Select(r => model.Score(r.Values))], model.Threshold);

    private static IEnumerable<Gate> GatesOf(WindowModel model, ListFigures[] lists, ModelFigures own, ModelFigures held, ModelFigures? current)
    {
        var share = model.Artefact.Trainer.FalseShare;
        foreach (var list in lists.Take(1))
        {
            // Three windows more than the share allows are within chance, however short the list.
            var limit = (WorstList * share) + (3.0 / Math.Max(1, list.Rows));
            yield return new Gate($"ordinary windows that would alarm, worst list held out ({list.Name})", list.Share, limit, list.Share <= limit);
        }

        yield return new Gate("ordinary windows that would alarm", own.FalseShare, WorstList * share, own.FalseShare <= WorstList * share);
        if (held.Auc is { } auc)
        {
            yield return new Gate("area under the curve, held out", auc, LeastAuc, auc >= LeastAuc);
        }

        if (current is not null)
        {
            yield return new Gate(
                "ordinary windows that would alarm, against the current model",
                own.FalseShare,
                current.FalseShare + share,
                own.FalseShare <= current.FalseShare + share
            );
        }

        if (current?.Auc is { } currentAuc && own.Auc is { } ownAuc)
        {
            yield return new Gate("area under the curve, against the current model", ownAuc, currentAuc - Tolerance, ownAuc >= currentAuc - Tolerance);
        }
    }

    private static IEnumerable<(string Name, string[] Features)> Ablations(WindowModel model)
    {
        var columns = model.Set.Columns.Where(c => model.Artefact.Features.Contains(c.Name)).ToArray();
        (string Name, string[] Features)[] all =
        [
            ("without surprise", [.. columns.Where(c => !IsSurprise(c.Name)).Select(c => c.Name)]),
            ("surprise alone", [.. columns.Where(c => IsSurprise(c.Name)).Select(c => c.Name)]),
            .. columns
                .Select(c => c.Aspect)
                .Distinct()
                .Select(aspect => ($"{aspect} alone", columns.Where(c => c.Aspect == aspect).Select(c => c.Name).ToArray())),
        ];
        return all.Where(a => a.Features.Length > 0 && a.Features.Length < columns.Length);
    }

    private static bool IsSurprise(string feature) => feature.StartsWith(Surprise, StringComparison.Ordinal);

    private static AblationFigures Ablate(WindowModel model, TrainingTable table, string name, string[] features)
    {
        var held = new HeldOutScores(model.Artefact, table, features);
        return new AblationFigures(name, features.Length, held.Figures(held.ThresholdFor(model.Artefact)));
    }
}
