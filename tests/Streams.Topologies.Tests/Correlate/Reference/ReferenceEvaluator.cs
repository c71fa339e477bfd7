namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>
/// What the definitions say, word by word and from the beginning for every event: slow, without state, nothing shared with the automata.
/// The events are those of one group in the order of time and place.
/// </summary>
internal sealed class ReferenceEvaluator(IReadOnlyList<ReferenceEvent> events)
{
    private const int Max = 3_600;

    /// <summary>The times at which alerts of a correlation open.</summary>
    public List<int> Alerts(ReferenceNode node)
    {
        var opened = new List<int>();
        var (last, rules) = (0, node.Rules.ToHashSet(StringComparer.Ordinal));
        for (var i = 0; i < events.Count; i++)
        {
            var time = events[i].At;
            var goesOn = opened.Count > 0 && time - last <= node.Timespan && time - opened[^1] <= Max;
            if (Fires(node, i))
            {
                // An alert is named by its span: a second one of the same span is the same.
                if (!goesOn && !(opened.Count > 0 && Span(opened[^1], node) == Span(time, node)))
                {
                    opened.Add(time);
                }

                last = time;
            }
            else if (goesOn && node.Type is "event_count" or "value_count" or "value_sum" && events[i].Kind.Any(k => rules.Contains($"{k}")))
            {
                last = time;
            }
        }

        return opened;
    }

    private static long Span(int time, ReferenceNode node) => Some.At(time) / (node.Timespan * Some.Second);

    /// <summary>Whether a rule or correlation matches at an event.</summary>
    private bool Fires(ReferenceNode node, int at) =>
        node.Type switch
        {
            "rule" => events[at].Kind.Contains(node.Name, StringComparison.Ordinal),
            "event_count" => AnyFires(node, at) && node.Inputs.Sum(input => Matches(input, at).Count(t => t >= events[at].At - node.Timespan)) >= node.Least,
            "value_count" => AnyFires(node, at) && Within(node, at).Select(i => events[i].Value).Distinct().Count() >= node.Least,
            "value_sum" => AnyFires(node, at) && Within(node, at).Sum(i => events[i].Value) >= node.Least,
            "temporal" => AnyFires(node, at) && Array.TrueForAll(node.Inputs, input => Times(input, at).Any(t => t >= events[at].At - node.Timespan)),
            "temporal_ordered" => Begins(node, node.Inputs.Length - 1, at).Any(t => t >= events[at].At - node.Timespan),
            _ => throw new InvalidOperationException(node.Type),
        };

    private bool AnyFires(ReferenceNode node, int at) => Array.Exists(node.Inputs, input => Fires(input, at));

    private IEnumerable<int> Within(ReferenceNode node, int at) =>
        Enumerable.Range(0, at + 1).Where(i => events[i].At >= events[at].At - node.Timespan && AnyFires(node, i));

    /// <summary>The times at which it has matched, up to an event.</summary>
    private IEnumerable<int> Times(ReferenceNode node, int to) => Enumerable.Range(0, to + 1).Where(i => Fires(node, i)).Select(i => events[i].At);

    /// <summary>The same, a burst of a correlation being one match, at the time of its last.</summary>
    private List<int> Matches(ReferenceNode node, int to)
    {
        var times = Times(node, to).ToList();
        if (node.Type == "rule")
        {
            return times;
        }

        var (bursts, began) = (new List<int>(), 0);
        foreach (var time in times)
        {
            if (bursts.Count > 0 && time - bursts[^1] <= node.Timespan && time - began <= Max)
            {
                bursts[^1] = time;
            }
            else
            {
                bursts.Add(time);
                began = time;
            }
        }

        return bursts;
    }

    /// <summary>The times at which the first of a sequence's inputs matched, where the input of a number completes it at an event.</summary>
    private IEnumerable<int> Begins(ReferenceNode node, int number, int at) =>
        !Fires(node.Inputs[number], at) ? []
        : number == 0 ? [events[at].At]
        : Enumerable.Range(0, at).SelectMany(before => Begins(node, number - 1, before));
}
