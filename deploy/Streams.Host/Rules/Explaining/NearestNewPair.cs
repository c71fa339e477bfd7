using Streams.Detections.Correlations.NewPair;
using Streams.Detections.Rules;
using Streams.Schemas.Signals;

namespace Streams.Host.Rules.Explaining;

/// <summary>The pair of which both parts were known longest when it was seen first.</summary>
internal static class NearestNewPair
{
    public static string? Of(CorrelationRule rule, CorrelationTrace trace)
    {
        if (rule.Definition is not NewPairDefinition definition)
        {
            return null;
        }

        var observations = trace.ObservationsOf(rule);
        if (observations.Count == 0)
        {
            return "no event that its rules match has both values";
        }

        var known = observations
            .SelectMany(o => Parts(o).Select((part, at) => (Key: (o.Subject, at, part), o.Evidence.Time)))
            .GroupBy(p => p.Key)
            .ToDictionary(g => g.Key, g => g.Min(p => p.Time));
        var pairs = observations
            .GroupBy(o => (o.Subject, o.Value))
            .Select(g => g.MinBy(o => o.Evidence.Time)!) // a group has one
            .Select(o => (Pair: o, Known: Parts(o).Select((part, at) => o.Evidence.Time - known[(o.Subject, at, part)]).ToArray()))
            .ToArray();
        var (pair, spans) = pairs.MaxBy(p => p.Known.Min());
        return $"the nearest of {pairs.Length} pairs: '{Words.Value(pair.Value)}' at {Words.Time(pair.Evidence.Time)}, its parts known for {Words.Span(spans[0])} and {Words.Span(spans[1])}; both must be for {Words.Span(definition.Learning ?? trace.Learning)}";
    }

    private static string[] Parts(Observation observation) => observation.Value.Split(Words.Separator, 2);
}
