using Streams.Schemas.Events;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>How often a source of a node spoke before it fell silent: only of one that spoke often a silence means anything.</summary>
internal static class SourceRate
{
    private const long History = 300 * Timestamp.Second;

    /// <summary>So many times as long as the pauses before it a silence is none of them, however long they were.</summary>
    private const int Certain = 30;

    /// <summary>
    /// Whether the source gave the node so many events in the time before, in each part of it at least a quarter of the mean: a burst over a quiet log is no rate,
    /// and the log's own pauses after it are none. Nor is a silence anything where the source made pauses in that time of half the timespan, until it has lasted far longer than they did.
    /// </summary>
    /// <param name="segments">The source's stretches on the node.</param>
    /// <param name="until">Its last event before the silence.</param>
    /// <param name="timespan">How long it may be silent.</param>
    /// <param name="lasted">How long it has been, or was: one that does not end is a silence at last.</param>
    /// <param name="least">The number of events.</param>
    public static bool WasSteady(SegmentList segments, Timestamp until, long timespan, long lasted, int least)
    {
        const int Parts = 5;
        const int Quarter = 4;
        var pause = LongestPause(segments, until);
        if (segments.CountBetween(until - History, until) < least || (2 * pause > timespan && Certain * pause > lasted))
        {
            return false;
        }

        var begin = Timestamp.Max(until - History, segments.All[0].Since);
        for (var end = until; end - (History / Parts) >= begin; end -= History / Parts)
        {
            if (segments.CountBetween(end - (History / Parts), end) * Parts * Quarter < least)
            {
                return false;
            }
        }

        return true;
    }

    private static long LongestPause(SegmentList segments, Timestamp until)
    {
        var longest = 0L;
        for (var i = 1; i < segments.All.Count && segments.All[i].Since <= until; i++)
        {
            longest = segments.All[i].Since > until - History ? Math.Max(longest, segments.All[i].Since - segments.All[i - 1].Until) : longest;
        }

        return longest;
    }
}
