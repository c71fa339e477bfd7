using Streams.Models.Training.Windows;
using Streams.Schemas.Events;

namespace Streams.Host.Demo;

/// <summary>Which attacks stand out in the windows of a model that was trained on what the demo recorded.</summary>
/// <param name="Title">The version, as the comparison names it.</param>
/// <param name="Attacks">The attacks of whose time and principal a window reaches its threshold.</param>
/// <param name="Summary">The same in words.</param>
internal sealed record RetrainedComparison(string Title, IReadOnlySet<string> Attacks, string Summary)
{
    /// <summary>Compares.</summary>
    /// <param name="retrained">The model.</param>
    /// <param name="truth">The attacks.</param>
    /// <param name="from">When the recording of the attacks begins.</param>
    public static RetrainedComparison Of(RetrainedModel retrained, Truth truth, Timestamp from)
    {
        var model = retrained.Model;
        var marked = retrained.Windows.Where(w => new Timestamp(w.WindowEnd) > from && model.Score(w.Values) >= model.Threshold).ToArray();
        var attacks = truth.Attacks.Where(a => marked.Any(w => IsOf(w, a))).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var strangers = marked.Count(w => !truth.Attacks.Any(a => IsOf(w, a)));
        var title = $"{model.Name}/1/{model.ShortHash}";
        var does = retrained.Evaluation.Passed ? $"promoted, judges windows that end from {retrained.From.Format()} on" : "failed its evaluation, not promoted";
        return new RetrainedComparison(
            title,
            attacks,
            $"{title}: trained on {retrained.Evaluation.Ordinary} of {retrained.Windows.Count} recorded windows of principals, those that no alert colours; {does}. "
                + $"{attacks.Count} of {truth.Attacks.Count} attacks stand out in {marked.Length} windows, {strangers} of which are of no attack."
        );
    }

    private static bool IsOf(TrainingRow window, Attack attack) =>
        attack.Start < new Timestamp(window.WindowEnd) && attack.End >= new Timestamp(window.WindowStart) && attack.Names.Contains(window.Entity);
}
