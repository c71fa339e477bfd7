using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.State;

namespace Streams.Topologies.Time;

/// <summary>What stage A knows of its raw partition: its frontier in append time, and per node the highest event time and the segments.</summary>
public sealed class OriginTracker(EventSource source, string origin, IKeyedState<NodeTrack> nodes, Timestamp frontier, TimeOptions options)
{
    private const long WholeEvery = 30 * Timestamp.Second;
    private readonly long _memory = TimeOptions.Nanos(options.NodeMemory);
    private readonly HashSet<string> _news = new(StringComparer.Ordinal);
    private Timestamp _wholeAt = Timestamp.Unknown;
    private Timestamp _frontier = frontier;

    /// <summary>The append time up to which records were taken in.</summary>
    public Timestamp Frontier => _frontier;

    /// <summary>An event of a node was processed.</summary>
    /// <param name="node">The node; empty where none is named.</param>
    /// <param name="time">Its event time, capped.</param>
    /// <param name="append">Its append time.</param>
    public void Saw(string node, Timestamp time, Timestamp append)
    {
        if (nodes.Get(node) is not { } track)
        {
            MakeRoom();
            track = new NodeTrack();
        }

        track.Saw(time, append);
        nodes.Put(node, track);
        _news.Add(node);
    }

    /// <summary>How many nodes were forgotten because there were too many.</summary>
    public long Evicted { get; private set; }

    /// <summary>Everything appended before this time has been processed. Never goes back.</summary>
    public void Advance(Timestamp append) => _frontier = Timestamp.Max(_frontier, append);

    /// <summary>
    /// The vector's part for this origin: what has changed, and every 30 s of its frontier the whole. Frontier and highest event times are held back
    /// by the oldest record that still waits: else its event would be late when it is taken up.
    /// </summary>
    /// <param name="oldestBuffered">Its append time, or <see cref="Timestamp.Never"/>.</param>
    public OriginMark Take(Timestamp oldestBuffered)
    {
        var isWhole = !_wholeAt.IsKnown || _frontier - _wholeAt >= WholeEvery;
        if (isWhole)
        {
            _wholeAt = _frontier;
            Forget();
        }

        var marks = new List<NodeMark>();
        if (isWhole)
        {
            foreach (var node in nodes.Keys)
            {
                Tell(node, oldestBuffered, marks, isWhole);
            }
        }
        else
        {
            foreach (var node in _news)
            {
                Tell(node, oldestBuffered, marks, isWhole);
            }
        }

        _news.RemoveWhere(n => nodes.Get(n)?.HasNews(Timestamp.Never) != true);
        return new OriginMark(source, origin, Timestamp.Min(_frontier, oldestBuffered), marks);
    }

    private void Tell(string node, Timestamp oldestBuffered, List<NodeMark> marks, bool isWhole)
    {
        var track = nodes.Get(node)!; // of a node that is forgotten there is no news
        var hasNews = track.HasNews(oldestBuffered);
        if (!hasNews && !isWhole)
        {
            return;
        }

        marks.Add(track.Take(node, oldestBuffered));
        if (hasNews)
        {
            nodes.Touch(node);
        }
    }

    /// <summary>Of too many nodes a quarter is forgotten: first those heard of for less than a minute, of these the quietest.</summary>
    private void MakeRoom()
    {
        if (nodes.Keys.Count < options.MaxNodes)
        {
            return;
        }

        foreach (
            var node in nodes.Keys.OrderBy(n => (nodes.Get(n)!.Segments.IsProven, nodes.Get(n)!.LastAppend)).Take(Math.Max(1, options.MaxNodes / 4)).ToArray()
        ) // a listed key has a track
        {
            Remove(node);
            Evicted++;
        }
    }

    private void Remove(string node)
    {
        nodes.Remove(node);
        _news.Remove(node);
    }

    private void Forget()
    {
        foreach (var node in nodes.Keys.Where(n => nodes.Get(n)!.LastAppend < _frontier - _memory).ToArray()) // as above
        {
            Remove(node);
        }
    }
}
