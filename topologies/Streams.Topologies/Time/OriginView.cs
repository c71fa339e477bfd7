using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>One origin as one upstream has told of it.</summary>
internal sealed class OriginView(EventSource source)
{
    private readonly Dictionary<string, (long Highest, long LastAppend)> _nodes = new(StringComparer.Ordinal);

    public long Frontier { get; private set; } = WatermarkState.Unknown;

    public void Merge(OriginMark mark)
    {
        Frontier = Math.Max(Frontier, mark.Frontier);
        foreach (var node in mark.Nodes)
        {
            var known = _nodes.GetValueOrDefault(node.Node, (WatermarkState.Unknown, WatermarkState.Unknown));
            _nodes[node.Node] = (Math.Max(known.Item1, node.Highest), Math.Max(known.Item2, node.LastAppend));
        }
    }

    public long Progress(long lateness, long timeout)
    {
        if (Frontier == WatermarkState.Unknown)
        {
            return WatermarkState.Unknown;
        }

        var least = long.MaxValue;
        foreach (var (highest, lastAppend) in _nodes.Values)
        {
            if (lastAppend > Frontier - timeout)
            {
                least = Math.Min(least, highest - lateness);
            }
        }

        return least == long.MaxValue ? Frontier - timeout : Math.Max(least, Frontier - timeout);
    }

    public OriginMark ToMark(string name) =>
        new(source, name, Frontier, [.. _nodes.Select(n => new NodeMark(n.Key, n.Value.Highest, n.Value.LastAppend, []))]);
}
