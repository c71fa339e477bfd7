using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>Finds correlations that load and hardly mean what their author reads in them, and rules whose matches nobody hears of.</summary>
internal static class CorrelationCheck
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(30);

    public static IEnumerable<RuleError> Of(RuleSet rules)
    {
        var read = rules.Correlations.Where(c => !c.IsPlain).SelectMany(c => c.Inputs).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rules.Correlations.Where(c => !c.IsPlain).SelectMany(c => Doubts(c).Select(message => Warning(c.Meta, message))),
            .. rules
                .Detections.Select(d => d.Meta)
                .Concat(rules.Correlations.Where(c => !c.IsPlain).Select(c => c.Meta))
                .Where(m => !m.Alerts && !read.Contains(m.Id))
                .Select(m => Warning(m, "it makes no alert ('alert: false'), and no correlation reads it: it does nothing")),
        ];
    }

    private static IEnumerable<string> Doubts(CorrelationRule rule)
    {
        if (rule.Meta.Alerts && rule.Definition.Doubt is { } doubt)
        {
            yield return doubt;
        }

        if (rule.Timespan >= Long)
        {
            yield return $"the timespan is {Durations.Text(rule.Timespan)}, which is kept for each group: M is a month, a minute is m";
        }
    }

    private static RuleError Warning(RuleMeta meta, string message) => new(meta.File, meta.Line, 1, message) { Severity = Severity.Warning };
}
