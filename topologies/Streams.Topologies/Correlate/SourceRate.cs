using Streams.Schemas.Events;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>How often a source of a node spoke before it fell silent: only of one that spoke often a silence means anything.</summary>
internal static class SourceRate
{
    private const long History = 300 * Timestamp.Second;

    /// <summary>
    /// Whether the source gave the node so many events in the time before, in each part of it at least a quarter of the mean: a burst over a quiet log is no rate,
    /// and the log's own pauses after it are none.
    /// </summary>
    public static bool WasSteady(SegmentList segments, Timestamp until, int least)
    {
        const int Parts = 5;
        const int Quarter = 4;
        if (segments.CountBetween(until - History, until) < least)
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
}
