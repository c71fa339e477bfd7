namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>What is new or rare by its definition, from all that its rules matched before. Events of one time are in the order of their ids.</summary>
internal sealed class ReferenceNovelty(ReferenceEvaluator evaluator, IReadOnlyList<ReferenceEvent> events, ReferenceNode node)
{
    /// <summary>Whether a match is one.</summary>
    public bool IsNews(int at)
    {
        var (now, before) = (
            events[at],
            Enumerable.Range(0, at).Where(i => Array.Exists(node.Inputs, input => evaluator.Fires(input, i))).Select(i => events[i]).ToArray()
        );
        return node.Type switch
        {
            "streams.first_seen" => before is [var first, ..] && now.At - first.At >= node.Learning && !Array.Exists(before, e => e.Value == now.Value),
            "streams.new_pair" => IsKnown(before, now, e => e.Value == now.Value)
                && IsKnown(before, now, e => e.Origin == now.Origin)
                && !Array.Exists(before, e => e.Value == now.Value && e.Origin == now.Origin),
            _ => throw new InvalidOperationException(node.Type),
        };
    }

    private bool IsKnown(ReferenceEvent[] before, ReferenceEvent now, Func<ReferenceEvent, bool> isIt) =>
        Array.Find(before, e => isIt(e)) is { } first && now.At - first.At >= node.Learning;
}
