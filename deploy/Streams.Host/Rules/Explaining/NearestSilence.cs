using Streams.Detections.Correlations.Gap;
using Streams.Detections.Rules;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Host.Rules.Explaining;

/// <summary>The longest that a source of a node was silent.</summary>
internal static class NearestSilence
{
    public static string? Of(CorrelationRule rule, CorrelationTrace trace)
    {
        if (rule.Definition is not GapDefinition definition)
        {
            return null;
        }

        var silences = trace
            .Events.Where(e => e.Time.IsKnown && e.Entities[EntityKind.Node] is not null)
            .GroupBy(e => e.Entities[EntityKind.Node]!, StringComparer.Ordinal) // filtered
            .Select(node =>
                (Node: node.Key, Silence: Longest([.. node.Where(e => e.Source == definition.Source).Select(e => e.Time).Order()], node.Max(e => e.Time)))
            )
            .Where(s => s.Silence is not null)
            .ToArray();
        if (silences.Length == 0)
        {
            return $"no event of {definition.Source.Name()} names a node";
        }

        var (at, silence) = silences.MaxBy(s => s.Silence!.Value.Length); // filtered
        return $"{at}: {definition.Source.Name()} was silent for {Words.Span(silence!.Value.Length)} at most, from {Words.Time(silence.Value.From)}; {Words.Span(rule.Timespan)} are a gap"; // filtered
    }

    /// <summary>The longest time without an event, to the end of all that the node tells.</summary>
    private static (Timestamp From, long Length)? Longest(Timestamp[] times, Timestamp end) =>
        times.Length == 0 ? null : times.Zip([.. times.Skip(1), end], (a, b) => (From: a, Length: b - a)).MaxBy(s => s.Length);
}
