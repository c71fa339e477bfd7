using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>What stage A knows of its raw partition: its frontier in append time, and per node the highest event time and the segments.</summary>
public sealed class OriginTracker(EventSource source, string origin)
{
    private readonly Dictionary<string, NodeTrack> _nodes = new(StringComparer.Ordinal);
    private long _frontier = long.MinValue;

    /// <summary>The append time up to which records were taken in.</summary>
    public long Frontier => _frontier;

    /// <summary>An event of a node was processed.</summary>
    /// <param name="node">The node; empty where none is named.</param>
    /// <param name="time">Its event time, capped.</param>
    /// <param name="append">Its append time.</param>
    public void Saw(string node, long time, long append)
    {
        if (!_nodes.TryGetValue(node, out var track))
        {
            _nodes.Add(node, track = new NodeTrack());
        }

        track.Saw(time, append);
    }

    /// <summary>Everything appended before this time has been processed. Never goes back.</summary>
    public void Advance(long append) => _frontier = Math.Max(_frontier, append);

    /// <summary>The vector's part for this origin; the frontier is held back by the oldest record that still waits.</summary>
    /// <param name="oldestPending">Its append time, or <see cref="long.MaxValue"/>.</param>
    public OriginMark Take(long oldestPending)
    {
        var nodes = new List<NodeMark>(_nodes.Count);
        foreach (var (node, track) in _nodes)
        {
            nodes.Add(track.Take(node));
        }

        return new OriginMark(source, origin, Math.Min(_frontier, oldestPending), nodes);
    }
}
