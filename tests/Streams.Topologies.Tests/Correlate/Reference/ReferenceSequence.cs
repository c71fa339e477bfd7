namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>A sequence by its definition: whether there are events, one for each match of each step, that stand in an order which times and places allow, with nothing between that must not be there.</summary>
internal sealed class ReferenceSequence(ReferenceEvaluator evaluator, IReadOnlyList<ReferenceEvent> events, ReferenceNode node)
{
    /// <summary>The events that must happen, each run written out; and what must not come before each.</summary>
    private readonly List<(ReferenceNode Input, List<ReferenceNode> Without)> _picks = Written(node);

    /// <summary>Whether its last match is at an event.</summary>
    public bool EndsAt(int at) => evaluator.Fires(_picks[^1].Input, at) && Precedes(_picks.Count - 1, [at]);

    private static List<(ReferenceNode, List<ReferenceNode>)> Written(ReferenceNode node)
    {
        var (picks, without) = (new List<(ReferenceNode, List<ReferenceNode>)>(), new List<ReferenceNode>());
        foreach (var (i, input) in node.Inputs.Index())
        {
            var runs = node.Runs.Length == 0 ? 1 : node.Runs[i];
            if (runs == 0)
            {
                without.Add(input);
                continue;
            }

            for (var run = 0; run < runs; run++)
            {
                picks.Add((input, run == 0 ? [.. without] : []));
            }

            without.Clear();
        }

        return picks;
    }

    /// <summary>Whether events can be picked for all before a number, those from it on being given, the first of them first.</summary>
    private bool Precedes(int number, int[] picked)
    {
        var (first, last) = (events[picked[0]], events[picked[^1]]);
        if (number == 0)
        {
            return last.At - first.At <= node.Timespan;
        }

        return Enumerable
            .Range(0, events.Count)
            .Any(i =>
                last.At - events[i].At <= node.Timespan
                && evaluator.Fires(_picks[number - 1].Input, i)
                && Array.TrueForAll(picked, p => p != i && events[i].At <= events[p].At && !events[p].IsSurelyBefore(events[i]))
                && !_picks[number].Without.Exists(w => IsBetween(w, events[i], first))
                && Precedes(number - 1, [i, .. picked])
            );
    }

    private bool IsBetween(ReferenceNode without, ReferenceEvent before, ReferenceEvent after) =>
        Enumerable.Range(0, events.Count).Any(i => evaluator.Fires(without, i) && before.IsSurelyBefore(events[i]) && events[i].IsSurelyBefore(after));
}
