using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>One node's event times at one origin. State.</summary>
public sealed class NodeTrack
{
    private const long Horizon = 600 * Timestamp.Second;

    public SegmentList Segments { get; set; } = new();

    public Timestamp Highest { get; set; } = Timestamp.Unknown;

    public Timestamp LastAppend { get; set; } = Timestamp.Unknown;

    /// <summary>Up to where segments have been sent.</summary>
    public Timestamp SentUntil { get; set; } = Timestamp.Unknown;

    /// <summary>The lowest event time since then.</summary>
    public Timestamp Lowest { get; set; } = Timestamp.Never;

    /// <summary>The highest event time that was told.</summary>
    public Timestamp Told { get; set; } = Timestamp.Unknown;

    /// <summary>Whether there is anything that was not told.</summary>
    /// <param name="most">The highest event time that may be told.</param>
    public bool HasNews(Timestamp most) => !Lowest.IsNever || Timestamp.Min(Highest, most) > Told;

    /// <summary>An event was processed.</summary>
    public void Saw(Timestamp time, Timestamp append)
    {
        Highest = Timestamp.Max(Highest, time);
        LastAppend = Timestamp.Max(LastAppend, append);
        Lowest = Timestamp.Min(Lowest, time);
        Segments.Add(new Segment(time, time, 1), counts: true);
    }

    /// <summary>What has changed since the last time.</summary>
    /// <param name="node">The node.</param>
    /// <param name="most">The highest event time that may be told.</param>
    public NodeMark Take(string node, Timestamp most)
    {
        var changed = Segments.From(Timestamp.Min(Lowest, SentUntil));
        (SentUntil, Lowest) = (Highest, Timestamp.Never);
        Segments.Forget(Highest - Horizon);
        Told = Timestamp.Max(Told, Timestamp.Min(Highest, most));
        return new NodeMark(node, Timestamp.Min(Highest, most), LastAppend, changed);
    }
}
