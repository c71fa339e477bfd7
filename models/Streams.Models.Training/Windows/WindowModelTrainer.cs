using Streams.Models.Artefacts;
using Streams.Models.Vectors;

namespace Streams.Models.Training.Windows;

/// <summary>
/// Trains models over windows of features. The same table and settings give the same bytes, in any process and on any number of cores: one thread, one seed, no clock.
/// The threshold is set by the worst list of entities that the fit had not seen, so that a share of false alarms is one on strangers.
/// </summary>
public static class WindowModelTrainer
{
    private const double LeastDeviation = 1e-6;

    /// <summary>The names of the trainers.</summary>
    public static IReadOnlyList<string> Trainers { get; } = [.. WindowTrainers.All.Select(t => t.Name)];

    /// <summary>Trains.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="table">The windows.</param>
    /// <param name="settings">How.</param>
    /// <param name="features">The features to look at; null: all of the set.</param>
    /// <exception cref="FormatException">The table does not suffice; the message says what is missing.</exception>
    public static ModelArtefact Train(string name, TrainingTable table, TrainerSettings settings, IReadOnlyList<string>? features = null)
    {
        var trainer = WindowTrainers.Of(settings.Name);
        var begun = new ModelArtefact
        {
            Form = ModelArtefact.CurrentForm,
            Name = name,
            Set = table.Set.Name,
            SetHash = table.Set.Hash,
            WindowSeconds = table.WindowSeconds,
            Features = features ?? [.. table.Set.Columns.Select(c => c.Name)],
            Threshold = 0,
            Trainer = settings,
            Data = table.Describe(),
            Histograms = [],
        };
        TrainingRow[] rows = [.. table.Rows.Where(r => Teaches(trainer, r))];
        Check(trainer, table, rows);
        var fitted = WithHistograms(Fit(trainer, begun, rows), rows);
        return fitted with { Threshold = ThresholdOf(trainer, begun, rows, WindowModel.Of(fitted)) };
    }

    /// <summary>Fits a model to rows, without a threshold.</summary>
    internal static WindowModel FitTo(ModelArtefact like, IReadOnlyList<TrainingRow> rows, IReadOnlyList<string>? features = null)
    {
        var trainer = WindowTrainers.Of(like.Trainer.Name);
        var bare = like with { Standard = null, Linear = null, Trees = null, Subspace = null, Clusters = null, Features = features ?? like.Features };
        TrainingRow[] teaching = [.. rows.Where(r => Teaches(trainer, r))];
        return WindowModel.Of(WithHistograms(Fit(trainer, bare, teaching), teaching));
    }

    /// <summary>Whether these rows suffice for the trainer of a model.</summary>
    internal static bool Suffices(ModelArtefact like, IEnumerable<TrainingRow> rows)
    {
        var trainer = WindowTrainers.Of(like.Trainer.Name);
        TrainingRow[] teaching = [.. rows.Where(r => Teaches(trainer, r))];
        return teaching.Any(r => r.Verdict == Verdict.Ordinary) && (!trainer.NeedsLabels || teaching.Any(r => r.Verdict == Verdict.Attack));
    }

    /// <summary>The threshold above which no list exceeds a share of false alarms.</summary>
    internal static double ThresholdOver(ModelArtefact like, IEnumerable<double[]> lists)
    {
        var worst = double.NegativeInfinity;
        foreach (var scores in lists)
        {
            worst = scores.Length == 0 ? worst : Math.Max(worst, Quantile([.. scores.Order()], 1 - like.Trainer.FalseShare));
        }

        return Above(like, worst);
    }

    /// <summary>The window at the quantile itself is no finding. What gives a probability never alarms below even odds: where attacks are easily told, the quantile is an accident of the fit.</summary>
    private static double Above(ModelArtefact like, double quantile) =>
        Math.Max(WindowTrainers.Of(like.Trainer.Name).NeedsLabels ? 0.5 : 0, Math.BitIncrement(quantile));

    private static bool Teaches(IWindowTrainer trainer, TrainingRow row) =>
        row.Verdict == Verdict.Ordinary || (row.Verdict == Verdict.Attack && trainer.NeedsLabels);

    private static void Check(IWindowTrainer trainer, TrainingTable table, TrainingRow[] rows)
    {
        var ordinary = rows.Count(r => r.Verdict == Verdict.Ordinary);
        if (ordinary < BenignLists.Least)
        {
            throw new FormatException(
                $"{ordinary} windows of {table.WindowSeconds} s of the set {table.Set.Name} without an alert: {BenignLists.Least} are needed at least; export a longer time"
            );
        }

        if (trainer.NeedsLabels && rows.Length == ordinary)
        {
            throw new FormatException(
                $"no window of the set {table.Set.Name} is labelled true: {trainer.Name} learns from labels; label alerts ('streams alerts label ID true', or {LabelFile.Name}), or train with pca or kmeans"
            );
        }
    }

    private static ModelArtefact Fit(IWindowTrainer trainer, ModelArtefact begun, TrainingRow[] rows)
    {
        int[] columns = [.. begun.Features.Select(f => FeatureIndex(begun, f))];
        var standard = trainer.NeedsStandard ? StandardOf(rows, columns) : null;
        float[][] features = [.. rows.Select(r => Prepare(r.Values, columns, standard))];
        return trainer.Fit(begun with { Standard = standard }, features, [.. rows.Select(r => r.Verdict == Verdict.Attack)]);
    }

    private static int FeatureIndex(ModelArtefact artefact, string feature) =>
        Features.FeatureSets.Find(artefact.Set)!.IndexOf(feature) is >= 0 and var index // the table is of this set
            ? index
            : throw new FormatException($"the set {artefact.Set} has no feature '{feature}'");

    private static float[] Prepare(float[] values, int[] columns, Standard? standard)
    {
        var features = new float[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            features[i] = standard is null ? values[columns[i]] : (Logarithm.OfOneMore(values[columns[i]]) - standard.Means[i]) * standard.Scales[i];
        }

        return features;
    }

    private static Standard StandardOf(TrainingRow[] rows, int[] columns)
    {
        var (means, scales) = (new float[columns.Length], new float[columns.Length]);
        for (var i = 0; i < columns.Length; i++)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var row in rows)
            {
                var value = Logarithm.OfOneMore(row.Values[columns[i]]);
                sum += value;
                squares += (double)value * value;
            }

            var mean = sum / rows.Length;
            var deviation = Math.Sqrt(Math.Max(0, (squares / rows.Length) - (mean * mean)));
            // What never changed in training is not comparable: it counts as it is.
            (means[i], scales[i]) = ((float)mean, deviation < LeastDeviation ? 1 : (float)(1 / deviation));
        }

        return new Standard(means, scales);
    }

    private static ModelArtefact WithHistograms(ModelArtefact artefact, TrainingRow[] rows)
    {
        TrainingRow[] ordinary = [.. rows.Where(r => r.Verdict == Verdict.Ordinary)];
        Histogram[] features = [.. artefact.Features.Select(f => Histogram.Over(f, ordinary.Select(r => (double)r.Values[FeatureIndex(artefact, f)])))];
        var model = WindowModel.Of(artefact with { Histograms = [.. features, Histogram.Over(ModelArtefact.ScoreHistogram, [])] });
        return artefact with { Histograms = [.. features, Histogram.Over(ModelArtefact.ScoreHistogram, ordinary.Select(r => model.Score(r.Values)))] };
    }

    private static double ThresholdOf(IWindowTrainer trainer, ModelArtefact begun, TrainingRow[] rows, WindowModel fitted)
    {
        var lists = BenignLists.Of(Features.FeatureSets.Find(begun.Set)!, rows); // the table is of this set
        var scores = new List<double[]>();
        foreach (var list in lists.Distinct().Order(StringComparer.Ordinal))
        {
            TrainingRow[] others = [.. rows.Where((r, i) => lists[i] != list)];
            var model = Suffices(begun, others) ? WindowModel.Of(WithHistograms(Fit(trainer, begun, others), others)) : fitted;
            scores.Add([.. rows.Where((r, i) => lists[i] == list && r.Verdict == Verdict.Ordinary).Select(r => model.Score(r.Values))]);
        }

        return ThresholdOver(begun, scores);
    }

    private static double Quantile(double[] ascending, double share) =>
        ascending[Math.Clamp((int)Math.Ceiling(ascending.Length * share) - 1, 0, ascending.Length - 1)];
}
