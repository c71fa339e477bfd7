using Streams.Detections.Correlations.Rare;
using Streams.Detections.Rules;
using Streams.Schemas.Events;

namespace Streams.Host.Rules.Explaining;

/// <summary>The value that fewest had.</summary>
internal static class NearestRareValue
{
    public static string? Of(CorrelationRule rule, CorrelationTrace trace)
    {
        if (rule.Definition is not RareDefinition definition)
        {
            return null;
        }

        var observations = trace.ObservationsOf(rule);
        if (observations.Count == 0)
        {
            return "no event that its rules match has the subject and the value";
        }

        var (first, last) = (observations.Min(o => o.Evidence.Time), observations.Max(o => o.Evidence.Time));
        var learned = first + (long)((definition.Learning ?? rule.Timespan).TotalSeconds * Timestamp.Second);
        if (last < learned)
        {
            return $"nothing is rare until {Words.Time(learned)}, {Words.Span(learned - first)} after the first event; the last is of {Words.Time(last)}";
        }

        var values = observations.GroupBy(o => o.Subject, StringComparer.Ordinal).Select(g => (g.Key, Count: g.Select(o => o.Value).Distinct().Count()));
        var (value, count) = values.MinBy(v => v.Count);
        return $"of '{Words.Value(value)}' there are {count} in these lines, which is the fewest; {definition.MostSubjects} at most is rare";
    }
}
