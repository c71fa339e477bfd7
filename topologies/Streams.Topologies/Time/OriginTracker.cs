using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.State;

namespace Streams.Topologies.Time;

/// <summary>What stage A knows of its raw partition: its frontier in append time, and per node the highest event time and the segments.</summary>
public sealed class OriginTracker(EventSource source, string origin, IKeyedState<NodeTrack> nodes, long frontier)
{
    private long _frontier = frontier;

    /// <summary>The append time up to which records were taken in.</summary>
    public long Frontier => _frontier;

    /// <summary>An event of a node was processed.</summary>
    /// <param name="node">The node; empty where none is named.</param>
    /// <param name="time">Its event time, capped.</param>
    /// <param name="append">Its append time.</param>
    public void Saw(string node, long time, long append)
    {
        var track = nodes.Get(node) ?? new NodeTrack();
        track.Saw(time, append);
        nodes.Put(node, track);
    }

    /// <summary>Everything appended before this time has been processed. Never goes back.</summary>
    public void Advance(long append) => _frontier = Math.Max(_frontier, append);

    /// <summary>
    /// The vector's part for this origin. Frontier and highest event times are held back by the oldest record that still waits:
    /// else its event would be late when it is taken up.
    /// </summary>
    /// <param name="oldestPending">Its append time, or <see cref="long.MaxValue"/>.</param>
    public OriginMark Take(long oldestPending)
    {
        var marks = new List<NodeMark>(nodes.Keys.Count);
        foreach (var node in nodes.Keys)
        {
            marks.Add(nodes.Get(node)!.Take(node, oldestPending)); // a listed key has a track
            nodes.Touch(node);
        }

        return new OriginMark(source, origin, Math.Min(_frontier, oldestPending), marks);
    }
}
