namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>
/// What the definitions say, word by word and from the beginning for every event: slow, without state, nothing shared with the automata.
/// The events are those of one group in the order of time and place.
/// </summary>
internal sealed class ReferenceEvaluator(IReadOnlyList<ReferenceEvent> events)
{
    private const int Max = 3_600;
    private readonly Dictionary<(ReferenceNode Node, int At), bool> _fires = [];

    /// <summary>The times at which alerts of a correlation open.</summary>
    public List<int> Alerts(ReferenceNode node)
    {
        var opened = new List<int>();
        var last = 0;
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
            else if (goesOn && node.Type is "event_count" or "value_count" or "value_sum" or "value_median" && Touches(node, i))
            {
                last = time;
            }
        }

        return opened;
    }

    /// <summary>Whether a rule or correlation matches at an event.</summary>
    internal bool Fires(ReferenceNode node, int at)
    {
        if (!_fires.TryGetValue((node, at), out var fires))
        {
            _fires[(node, at)] = fires = Judge(node, at);
        }

        return fires;
    }

    /// <summary>Whether an event gives it anything to look at.</summary>
    private bool Touches(ReferenceNode node, int at) => node.IsJudged ? Fires(node, at) : Array.Exists(node.Inputs, input => Touches(input, at));

    private static long Span(int time, ReferenceNode node) => Some.At(time).Span(node.Timespan * Some.Second);

    private bool Judge(ReferenceNode node, int at) =>
        node.Type switch
        {
            "rule" => events[at].Kind.Contains(node.Name, StringComparison.Ordinal),
            "event_count" => AnyFires(node, at) && node.Inputs.Sum(input => Matches(input, at).Count(t => t >= events[at].At - node.Timespan)) >= node.Least,
            "value_count" => AnyFires(node, at) && Values(node, at).Distinct().Count() >= node.Least,
            "value_sum" => AnyFires(node, at) && Values(node, at).Sum() >= node.Least,
            "value_median" => AnyFires(node, at) && Median([.. Values(node, at).Order()]) >= node.Least,
            "temporal" => AnyFires(node, at)
                && (
                    node.Ways.Length == 0
                        ? Array.TrueForAll(node.Inputs, input => IsRecent(node, input, at))
                        : Array.Exists(node.Ways, way => Array.TrueForAll(way, name => IsRecent(node, node.Inputs.Single(i => i.Name == name), at)))
                ),
            "temporal_ordered" or "streams.sequence" => new ReferenceSequence(this, events, node).EndsAt(at),
            "streams.absence" => Fires(node.Inputs[0], at) && !node.Inputs.Skip(1).Any(input => IsNear(node, input, at)),
            _ => Array.Exists(node.Inputs, input => Fires(input, at)) && new ReferenceNovelty(this, events, node).IsNews(at),
        };

    private static double Median(int[] values) =>
        values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2.0;

    private bool IsRecent(ReferenceNode node, ReferenceNode input, int at) => Times(input, at).Any(t => t >= events[at].At - node.Timespan);

    /// <summary>Whether what should be absent was there: before it in order, or, where a time after it counts as well, at any place up to its end.</summary>
    private bool IsNear(ReferenceNode node, ReferenceNode absent, int at)
    {
        var last = node.Until == 0 ? at - 1 : events.Count - 1;
        return Enumerable
            .Range(0, last + 1)
            .Any(i => Fires(absent, i) && events[i].At >= events[at].At - node.Timespan && events[i].At <= events[at].At + node.Until);
    }

    private bool AnyFires(ReferenceNode node, int at) => Array.Exists(node.Inputs, input => Fires(input, at));

    private IEnumerable<int> Values(ReferenceNode node, int at) =>
        Enumerable.Range(0, at + 1).Where(i => events[i].At >= events[at].At - node.Timespan && AnyFires(node, i)).Select(i => events[i].Value);

    /// <summary>The times at which it has matched, up to an event.</summary>
    private IEnumerable<int> Times(ReferenceNode node, int to) => Enumerable.Range(0, to + 1).Where(i => Fires(node, i)).Select(i => events[i].At);

    /// <summary>The same, a burst of a correlation being one match, at the time of its last.</summary>
    private List<int> Matches(ReferenceNode node, int to)
    {
        var times = Times(node, to).ToList();
        if (node.IsJudged)
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
}
