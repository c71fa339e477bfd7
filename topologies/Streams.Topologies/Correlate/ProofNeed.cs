using Streams.Detections.Correlations.Absence;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>What must be known to have been heard before something that did not happen can be concluded, by a correlation or by one that it reads.</summary>
/// <param name="Triggers">The inputs of the signals at which it is concluded; null: at the one that completes the firing.</param>
/// <param name="Absent">The rules that must not have matched.</param>
/// <param name="Until">How long after the signal they must have been heard, nanoseconds.</param>
internal sealed record ProofNeed(string[]? Triggers, string[] Absent, long Until)
{
    /// <summary>Those of a correlation and of the ones that it reads.</summary>
    public static ProofNeed[] Of(PatternModel model) => [.. Of(model, isRoot: true)];

    private static IEnumerable<ProofNeed> Of(PatternModel model, bool isRoot)
    {
        if (model.Definition.NeedsProof)
        {
            var inputs = Enumerable.Range(0, model.Inputs.Length).ToLookup(model.Definition.IsAbsent);
            var last = inputs[false].Last();
            yield return new ProofNeed(
                isRoot ? null : model.Inner[last]?.Leaves ?? [model.Inputs[last]],
                [.. inputs[true].Select(i => model.Rules[i])],
                TimeOptions.Nanos((model.Definition as AbsenceDefinition)?.Until ?? TimeSpan.Zero)
            );
        }

        foreach (var need in model.Inner.SelectMany(inner => inner is null ? [] : Of(inner, isRoot: false)))
        {
            yield return need;
        }
    }
}
