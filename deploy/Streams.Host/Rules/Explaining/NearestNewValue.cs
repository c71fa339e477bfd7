using Streams.Detections.Correlations.FirstSeen;
using Streams.Detections.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>The value that was new latest after its subject was seen first.</summary>
internal static class NearestNewValue
{
    public static string? Of(CorrelationRule rule, CorrelationTrace trace)
    {
        if (rule.Definition is not FirstSeenDefinition definition)
        {
            return null;
        }

        var observations = trace.ObservationsOf(rule);
        if (observations.All(o => o.IsSighting))
        {
            return "no event that its rules match has the subject and the value";
        }

        var since = observations.GroupBy(o => o.Subject, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Min(o => o.Evidence.Time));
        var values = observations
            .Where(o => !o.IsSighting)
            .GroupBy(o => (o.Subject, o.Value))
            .Select(g => (g.Key.Subject, g.Key.Value, First: g.Min(o => o.Evidence.Time)))
            .ToArray();
        var (subject, value, first) = values.MaxBy(v => v.First - since[v.Subject]);
        return $"the latest of {values.Length} new values of {since.Count} subjects: {Words.Group(rule, subject)}: '{Words.Value(value)}' at {Words.Time(first)}, {Words.Span(first - since[subject])} after the subject was seen first; nothing is new for {Words.Span(definition.Learning ?? trace.Learning)}";
    }
}
