using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>One node's event times at one origin.</summary>
internal sealed class NodeTrack
{
    private const long Horizon = 600L * 1_000_000_000;
    private readonly SegmentList _segments = new();
    private long _highest = long.MinValue;
    private long _lastAppend = long.MinValue;
    private long _sentUntil = long.MinValue;
    private long _lowestSince = long.MaxValue;

    public void Saw(long time, long append)
    {
        _highest = Math.Max(_highest, time);
        _lastAppend = Math.Max(_lastAppend, append);
        _lowestSince = Math.Min(_lowestSince, time);
        _segments.Add(new Segment(time, time, 1), counts: true);
    }

    public NodeMark Take(string node)
    {
        var changed = _segments.From(Math.Min(_lowestSince, _sentUntil));
        (_sentUntil, _lowestSince) = (_highest, long.MaxValue);
        _segments.Forget(_highest - Horizon);
        return new NodeMark(node, _highest, _lastAppend, changed);
    }
}
