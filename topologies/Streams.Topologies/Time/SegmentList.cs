using System.Text.Json.Serialization;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Time;

/// <summary>Segments in order, merged where less than <see cref="Segment.MinGap"/> lies between. The same for any order of adding.</summary>
public sealed class SegmentList
{
    private const long Proof = 60 * Timestamp.Second;
    private List<Segment> _segments = [];

    /// <summary>The segments, in order.</summary>
    public IReadOnlyList<Segment> All
    {
        get => _segments;
        set => _segments = [.. value];
    }

    /// <summary>When the last one ended; the least time where there is none.</summary>
    [JsonIgnore]
    public Timestamp Last => _segments.Count == 0 ? Timestamp.Unknown : _segments[^1].Until;

    /// <summary>Whether it was heard of for a minute: a name that is made up for once is not.</summary>
    [JsonIgnore]
    public bool IsProven => _segments.Count > 0 && _segments[^1].Until - _segments[0].Since >= Proof;

    /// <summary>Adds a stretch.</summary>
    /// <param name="added">The stretch.</param>
    /// <param name="counts">Whether its events are new; else it may repeat what is known, and the larger count holds.</param>
    public void Add(Segment added, bool counts)
    {
        var last = _segments.Count - 1;
        if (last >= 0 && added.Since >= _segments[last].Since && added.Since - _segments[last].Until < Segment.MinGap)
        {
            _segments[last] = Union(_segments[last], added, counts || added.Since > _segments[last].Until);
            return;
        }

        var at = _segments.Count;
        while (at > 0 && _segments[at - 1].Since > added.Since)
        {
            at--;
        }

        _segments.Insert(at, added);
        Merge(Math.Max(at - 1, 0), counts);
    }

    /// <summary>The segments that end at or after a time.</summary>
    public IReadOnlyList<Segment> From(Timestamp time) => _segments.FindAll(s => s.Until >= time);

    /// <summary>Forgets what ended before a time, but never the last.</summary>
    public void Forget(Timestamp time)
    {
        while (_segments.Count > 2 && _segments[0].Until < time)
        {
            _segments.RemoveAt(0);
        }
    }

    /// <summary>Whether a time lies within a segment, or less than the least gap after one.</summary>
    public bool Covers(Timestamp time)
    {
        foreach (var segment in _segments)
        {
            if (segment.Since <= time && time - segment.Until < Segment.MinGap)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>About how many events lie between two times: those of a segment are taken as spread evenly over it.</summary>
    public double CountBetween(Timestamp from, Timestamp until)
    {
        var count = 0.0;
        foreach (var segment in _segments)
        {
            if (segment.Until < from || segment.Since > until)
            {
                continue;
            }

            var length = segment.Until - segment.Since;
            count += length == 0 ? segment.Count : (double)segment.Count * (Timestamp.Min(segment.Until, until) - Timestamp.Max(segment.Since, from)) / length;
        }

        return count;
    }

    private static Segment Union(Segment a, Segment b, bool counts) =>
        new(Timestamp.Min(a.Since, b.Since), Timestamp.Max(a.Until, b.Until), counts ? a.Count + b.Count : Math.Max(a.Count, b.Count));

    private void Merge(int from, bool counts)
    {
        for (var i = from; i + 1 < _segments.Count; )
        {
            if (_segments[i + 1].Since - _segments[i].Until < Segment.MinGap)
            {
                _segments[i] = Union(_segments[i], _segments[i + 1], counts || _segments[i + 1].Since > _segments[i].Until);
                _segments.RemoveAt(i + 1);
            }
            else if (i > from)
            {
                return;
            }
            else
            {
                i++;
            }
        }
    }
}
