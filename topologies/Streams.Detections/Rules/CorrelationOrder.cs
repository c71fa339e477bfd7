using Streams.Detections.Correlations;
using Streams.Detections.Correlations.Habit;
using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>Puts correlations in the order in which they read each other.</summary>
internal static class CorrelationOrder
{
    /// <summary>Inputs before what reads them, each told whether it may match at once; those that read each other in a circle, or one that has no place in their order, are errors and left out.</summary>
    public static IReadOnlyList<CorrelationRule> Of(List<CorrelationRule> rules, IReadOnlySet<string> detections, List<RuleError> errors) =>
        Monotone(Ordered(rules, errors), detections, errors);

    /// <summary>One that judges closed windows cannot be read by another, for its match has no place in their order.</summary>
    private static List<CorrelationRule> Monotone(IReadOnlyList<CorrelationRule> ordered, IReadOnlySet<string> detections, List<RuleError> errors)
    {
        var done = new Dictionary<string, CorrelationRule>(StringComparer.Ordinal);
        foreach (var rule in ordered)
        {
            if (rule.Inputs.FirstOrDefault(i => !detections.Contains(i) && !done.ContainsKey(i)) is { } broken)
            {
                errors.Add(At(rule, $"it reads '{broken}', which does not load"));
                continue;
            }

            var inner = rule.Inputs.Select(done.GetValueOrDefault).OfType<CorrelationRule>().ToArray();
            if (Array.Find(inner, i => i.Definition.JudgesClosedWindows) is { } closed)
            {
                errors.Add(
                    At(
                        rule,
                        $"it reads '{closed.Meta.Title}', which is judged when a window closes (lt, lte, eq, neq, a range or until): such a correlation cannot be read by another"
                    )
                );
                continue;
            }

            if (Array.Find(inner, i => i.Definition is { ReadsRules: false } and not HabitDefinition) is { } gap)
            {
                errors.Add(At(rule, $"it reads '{gap.Meta.Title}', which watches a source: such a correlation cannot be read by another"));
                continue;
            }

            if (
                rule.Definition is not FeatureDefinition
                && rule.Definition.Fields.Count > 0
                && Array.Find(inner, i => !i.Definition.IsObserved || !i.Definition.Fields.SequenceEqual(rule.Definition.Fields)) is { } valueless
            )
            {
                errors.Add(
                    At(rule, $"it counts values, and reads '{valueless.Meta.Title}', a correlation, whose matches have none: name the rules of the events")
                );
                continue;
            }

            var isMonotone = rule.IsMonotone && Array.TrueForAll(inner, i => i.IsMonotone) && !rule.Definition.JudgesClosedWindows;
            var hash =
                inner.Length == 0 ? rule.ContentHash : CorrelationCompiler.Hash($"{rule.ContentHash} {string.Join(' ', inner.Select(i => i.ContentHash))}");
            done.Add(rule.Meta.Id, rule with { IsMonotone = isMonotone, ContentHash = hash });
        }

        return [.. done.Values];
    }

    private static List<CorrelationRule> Ordered(List<CorrelationRule> rules, List<RuleError> errors)
    {
        var left = new List<CorrelationRule>(rules);
        var ordered = new List<CorrelationRule>();
        while (left.Count > 0)
        {
            var names = left.Select(r => r.Meta.Id).ToHashSet(StringComparer.Ordinal);
            var ready = left.Where(r => !r.Inputs.Any(names.Contains)).ToList();
            if (ready.Count == 0)
            {
                errors.AddRange(left.Select(r => At(r, "correlations read each other in a circle")));
                break;
            }

            ordered.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    private static RuleError At(CorrelationRule rule, string message) => new(rule.Meta.File, rule.Meta.Line, 1, message);
}
