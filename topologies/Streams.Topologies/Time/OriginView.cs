using System.Text.Json.Serialization;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>One origin as one upstream has told of it. State.</summary>
public sealed class OriginView
{
    public EventSource Source { get; set; }

    public Timestamp Frontier { get; set; } = Timestamp.Unknown;

    /// <summary>
    /// How far its nodes are. Not stored: it comes again within 30 s, and without it progress is the frontier less the time-out, which is never too far.
    /// Stored, it would be written whole with every watermark.
    /// </summary>
    [JsonIgnore]
    public Dictionary<string, NodeHeight> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes in a mark; nothing goes back.</summary>
    /// <param name="mark">What was told.</param>
    /// <param name="most">How many nodes to remember; of more, half go, the quietest first.</param>
    public void Merge(OriginMark mark, int most)
    {
        Source = mark.Source;
        Frontier = Timestamp.Max(Frontier, mark.Frontier);
        foreach (var node in mark.Nodes)
        {
            var known = Nodes.GetValueOrDefault(node.Node, new NodeHeight(Timestamp.Unknown, Timestamp.Unknown));
            Nodes[node.Node] = new NodeHeight(Timestamp.Max(known.Highest, node.Highest), Timestamp.Max(known.LastAppend, node.LastAppend));
        }

        if (Nodes.Count > most)
        {
            foreach (var (node, _) in Nodes.OrderBy(n => n.Value.LastAppend).Take(Nodes.Count / 2).ToArray())
            {
                Nodes.Remove(node);
            }
        }
    }

    /// <summary>Forgets the nodes of which nothing was appended after a time.</summary>
    public void Forget(Timestamp before)
    {
        foreach (var (node, height) in Nodes)
        {
            if (height.LastAppend < before)
            {
                Nodes.Remove(node); // allowed while enumerating
            }
        }
    }

    /// <summary>See <see cref="WatermarkState"/>.</summary>
    public Timestamp Progress(long lateness, long timeout)
    {
        if (!Frontier.IsKnown)
        {
            return Timestamp.Unknown;
        }

        var least = Timestamp.Never;
        foreach (var (highest, lastAppend) in Nodes.Values)
        {
            if (lastAppend > Frontier - timeout)
            {
                least = Timestamp.Min(least, highest - lateness);
            }
        }

        return least.IsNever ? Frontier - timeout : Timestamp.Max(least, Frontier - timeout);
    }

    /// <summary>The mark that tells what has changed.</summary>
    /// <param name="name">The origin.</param>
    /// <param name="told">What was told of its nodes; taken along.</param>
    public OriginMark ToMark(string name, Dictionary<(string Origin, string Node), NodeHeight> told)
    {
        var marks = new List<NodeMark>();
        foreach (var (node, height) in Nodes)
        {
            if (!told.TryGetValue((name, node), out var before) || before != height)
            {
                told[(name, node)] = height;
                marks.Add(new NodeMark(node, height.Highest, height.LastAppend, []));
            }
        }

        return new OriginMark(Source, name, Frontier, marks);
    }
}
