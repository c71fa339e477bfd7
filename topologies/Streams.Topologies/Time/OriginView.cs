using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>One origin as one upstream has told of it. State.</summary>
public sealed class OriginView
{
    public EventSource Source { get; set; }

    public long Frontier { get; set; } = WatermarkState.Unknown;

    public Dictionary<string, NodeHeight> Nodes { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Takes in a mark; nothing goes back.</summary>
    public void Merge(OriginMark mark)
    {
        Source = mark.Source;
        Frontier = Math.Max(Frontier, mark.Frontier);
        foreach (var node in mark.Nodes)
        {
            var known = Nodes.GetValueOrDefault(node.Node, new NodeHeight(WatermarkState.Unknown, WatermarkState.Unknown));
            Nodes[node.Node] = new NodeHeight(Math.Max(known.Highest, node.Highest), Math.Max(known.LastAppend, node.LastAppend));
        }
    }

    /// <summary>See <see cref="WatermarkState"/>.</summary>
    public long Progress(long lateness, long timeout)
    {
        if (Frontier == WatermarkState.Unknown)
        {
            return WatermarkState.Unknown;
        }

        var least = long.MaxValue;
        foreach (var (highest, lastAppend) in Nodes.Values)
        {
            if (lastAppend > Frontier - timeout)
            {
                least = Math.Min(least, highest - lateness);
            }
        }

        return least == long.MaxValue ? Frontier - timeout : Math.Max(least, Frontier - timeout);
    }

    /// <summary>The mark that tells the same.</summary>
    public OriginMark ToMark(string name) =>
        new(Source, name, Frontier, [.. Nodes.Select(n => new NodeMark(n.Key, n.Value.Highest, n.Value.LastAppend, []))]);
}
