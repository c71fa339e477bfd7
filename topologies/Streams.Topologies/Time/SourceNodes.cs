using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.State;

namespace Streams.Topologies.Time;

/// <summary>The nodes that each source was heard from, and when: for silences, and for the proof of an absence. Bounded by number and by age.</summary>
public sealed class SourceNodes
{
    /// <summary>How long before the highest event time of a node its segments are remembered.</summary>
    private const long Horizon = 600 * Timestamp.Second;

    private readonly IKeyedState<SegmentList> _state;
    private readonly TimeOptions _options;
    private readonly Func<EventSource, int> _origins;
    private readonly Dictionary<string, SegmentList>[] _segments = new Dictionary<string, SegmentList>[EventSources.Count];
    private readonly List<(EventSource Source, string Node)> _new = [];

    /// <param name="state">What is kept, by source and node.</param>
    /// <param name="options">How many nodes are remembered, and for how long.</param>
    /// <param name="origins">How many raw partitions a source has.</param>
    internal SourceNodes(IKeyedState<SegmentList> state, TimeOptions options, Func<EventSource, int> origins)
    {
        (_state, _options, _origins) = (state, options, origins);
        for (var i = 0; i < _segments.Length; i++)
        {
            _segments[i] = new Dictionary<string, SegmentList>(StringComparer.Ordinal);
        }
    }

    /// <summary>The nodes of a source with their segments.</summary>
    public IReadOnlyDictionary<string, SegmentList> Of(EventSource source) => _segments[(int)source];

    /// <summary>The nodes that the last vector was the first to name.</summary>
    public IReadOnlyList<(EventSource Source, string Node)> New => _new;

    /// <summary>How many (source, node) pairs were forgotten since the start.</summary>
    public int Forgotten { get; private set; }

    /// <summary>The segments of a source of a node; null where it was never heard from.</summary>
    public SegmentList? Find(EventSource source, string node) => _segments[(int)source].GetValueOrDefault(node);

    /// <summary>
    /// Whether absence before a time can be concluded: every node that emitted the source within its time-out
    /// (or the one named node) has given a record later than the time and the lateness.
    /// </summary>
    public bool HasProof(EventSource source, string? node, Timestamp time)
    {
        var needed = time + _options.LatenessOf(source);
        if (node is not null)
        {
            return Find(source, node) is { All: [.., var last] } && last.Until >= needed;
        }

        var any = false;
        foreach (var segments in _segments[(int)source].Values)
        {
            if (segments.All.Count == 0)
            {
                continue;
            }

            var highest = segments.All[^1].Until;
            if (highest >= needed)
            {
                any = true;
            }
            else if (highest > time - TimeOptions.Nanos(_options.Timeout))
            {
                return false;
            }
        }

        return any;
    }

    /// <summary>Call after the state has been restored.</summary>
    internal void Restored()
    {
        foreach (var key in _state.Keys)
        {
            var blank = key.IndexOf(' ', StringComparison.Ordinal);
            if (EventSources.TryParse(key[..blank], out var source))
            {
                _segments[(int)source][key[(blank + 1)..]] = _state.Get(key)!; // a listed key has a list
            }
        }
    }

    /// <summary>A vector begins.</summary>
    internal void Begin() => _new.Clear();

    /// <summary>Takes in what was told of a node.</summary>
    internal void Merge(EventSource source, NodeMark node)
    {
        var known = _segments[(int)source];
        if (!known.TryGetValue(node.Node, out var list))
        {
            MakeRoom(source, known);
            known.Add(node.Node, list = new SegmentList());
            _new.Add((source, node.Node));
        }

        if (node.Segments.Count > 0)
        {
            _state.Put(KeyOf(source, node.Node), list);
        }

        foreach (var segment in node.Segments)
        {
            list.Add(segment, counts: false);
        }

        if (node.Highest.IsKnown)
        {
            list.Forget(node.Highest - Horizon);
        }
    }

    /// <summary>Forgets the nodes of a source that nothing was heard of for long before its frontier.</summary>
    internal void Forget(EventSource source, Timestamp frontier)
    {
        if (!frontier.IsKnown)
        {
            return;
        }

        foreach (var (node, list) in _segments[(int)source])
        {
            if (list.All.Count == 0 || list.All[^1].Until < frontier - TimeOptions.Nanos(_options.NodeMemory))
            {
                Forget(source, node); // allowed while enumerating
            }
        }
    }

    private static string KeyOf(EventSource source, string node) => $"{source.Name()} {node}";

    private void Forget(EventSource source, string node)
    {
        _segments[(int)source].Remove(node);
        _state.Remove(KeyOf(source, node));
        Forgotten++;
    }

    /// <summary>Of too many nodes of a source a quarter is forgotten: first those heard of for less than a minute, of these the quietest.</summary>
    private void MakeRoom(EventSource source, Dictionary<string, SegmentList> known)
    {
        if (known.Count < _options.MaxNodes * _origins(source))
        {
            return;
        }

        foreach (var (node, _) in known.OrderBy(n => (n.Value.IsProven, n.Value.Last)).Take(Math.Max(1, known.Count / 4)).ToArray())
        {
            Forget(source, node);
        }
    }
}
