using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.State;

namespace Streams.Topologies.Time;

/// <summary>What stage A knows of its raw partition: its frontier in append time, and per node the highest event time and the segments.</summary>
public sealed class OriginTracker(EventSource source, string origin, IKeyedState<NodeTrack> nodes, long frontier, TimeOptions options)
{
    private const long WholeEvery = 30 * EventTime.Second;
    private readonly long _memory = TimeOptions.Nanos(options.NodeMemory);
    private long _wholeAt = EventTime.None;
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
    /// The vector's part for this origin: what has changed, and every 30 s of its frontier the whole. Frontier and highest event times are held back
    /// by the oldest record that still waits: else its event would be late when it is taken up.
    /// </summary>
    /// <param name="oldestPending">Its append time, or <see cref="long.MaxValue"/>.</param>
    public OriginMark Take(long oldestPending)
    {
        var isWhole = _wholeAt == EventTime.None || _frontier - _wholeAt >= WholeEvery;
        if (isWhole)
        {
            _wholeAt = _frontier;
            Forget();
        }

        var marks = new List<NodeMark>();
        foreach (var node in nodes.Keys)
        {
            var track = nodes.Get(node)!; // a listed key has a track
            if (isWhole || track.HasNews(oldestPending))
            {
                marks.Add(track.Take(node, oldestPending));
                nodes.Touch(node);
            }
        }

        return new OriginMark(source, origin, Math.Min(_frontier, oldestPending), marks);
    }

    private void Forget()
    {
        foreach (var node in nodes.Keys.Where(n => nodes.Get(n)!.LastAppend < _frontier - _memory).ToArray()) // as above
        {
            nodes.Remove(node);
        }
    }
}
