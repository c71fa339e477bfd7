using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>One node's event times at one origin. State.</summary>
public sealed class NodeTrack
{
    private const long Horizon = 600L * 1_000_000_000;

    public SegmentList Segments { get; set; } = new();

    public long Highest { get; set; } = long.MinValue;

    public long LastAppend { get; set; } = long.MinValue;

    /// <summary>Up to where segments have been sent.</summary>
    public long SentUntil { get; set; } = long.MinValue;

    /// <summary>The lowest event time since then.</summary>
    public long Lowest { get; set; } = long.MaxValue;

    /// <summary>The highest event time that was told.</summary>
    public long Told { get; set; } = long.MinValue;

    /// <summary>Whether there is anything that was not told.</summary>
    /// <param name="most">The highest event time that may be told.</param>
    public bool HasNews(long most) => Lowest != long.MaxValue || Math.Min(Highest, most) > Told;

    /// <summary>An event was processed.</summary>
    public void Saw(long time, long append)
    {
        Highest = Math.Max(Highest, time);
        LastAppend = Math.Max(LastAppend, append);
        Lowest = Math.Min(Lowest, time);
        Segments.Add(new Segment(time, time, 1), counts: true);
    }

    /// <summary>What has changed since the last time.</summary>
    /// <param name="node">The node.</param>
    /// <param name="most">The highest event time that may be told.</param>
    public NodeMark Take(string node, long most)
    {
        var changed = Segments.From(Math.Min(Lowest, SentUntil));
        (SentUntil, Lowest) = (Highest, long.MaxValue);
        Segments.Forget(Highest - Horizon);
        Told = Math.Max(Told, Math.Min(Highest, most));
        return new NodeMark(node, Math.Min(Highest, most), LastAppend, changed);
    }
}
