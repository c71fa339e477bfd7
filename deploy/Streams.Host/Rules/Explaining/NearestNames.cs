using Streams.Detections.Correlations.Score;
using Streams.Detections.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>The most names of a group that the model scores as asked.</summary>
internal static class NearestNames
{
    public static string? Of(CorrelationRule rule, CorrelationTrace trace)
    {
        if (rule.Definition is not ScoreDefinition definition)
        {
            return null;
        }

        var names = trace.ObservationsOf(rule).Select(o => o.Value).Distinct(StringComparer.Ordinal).Count();
        var scored = trace
            .SignalsOf(rule)
            .GroupBy(s => s.Group, StringComparer.Ordinal)
            .Select(g => (g.Key, Count: g.Select(s => s.Value).Distinct(StringComparer.Ordinal).Count()))
            .ToArray();
        if (scored.Length == 0)
        {
            return names == 0 ? "no event that its rules match has a name to score" : $"none of {names} names is scored so by {definition.Model}";
        }

        var (group, count) = scored.MaxBy(s => s.Count);
        return $"{Words.Group(rule, group)}: {count} of {names} names are scored so in these lines; {definition.MinCount} within {Words.Span(rule.Timespan)} are asked for";
    }
}
