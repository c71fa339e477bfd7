using CsCheck;

namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>Random streams of events, many of them at one time, and what the reference says of them.</summary>
internal static class ReferenceStreams
{
    /// <summary>Streams of two groups from some origins.</summary>
    public static Gen<ReferenceEvent[]> Of(params string[] origins) => Of(24, origins);

    /// <summary>The same, of at most so many events.</summary>
    public static Gen<ReferenceEvent[]> Of(int most, params string[] origins) =>
        Gen.Select(OneOf(0, 0, 1, 2, 5, 11, 31), OneOf("a", "a", "b", "c", "ab", "bc"), OneOf("g", "g", "h"), Gen.Int[1, 3], OneOf(origins))
            .Array[1, most]
            .Select(steps =>
            {
                var at = 0;
                return steps.Select((s, i) => new ReferenceEvent(i, at += s.Item1, s.Item2, s.Item3, s.Item4, s.Item5)).ToArray();
            });

    /// <summary>The groups and times of the alerts of a correlation.</summary>
    public static IEnumerable<string> Alerts(ReferenceNode node, ReferenceEvent[] events) =>
        events.GroupBy(e => e.Group).SelectMany(g => new ReferenceEvaluator([.. g]).Alerts(node).Select(t => $"{g.Key} {t}")).Order(StringComparer.Ordinal);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
