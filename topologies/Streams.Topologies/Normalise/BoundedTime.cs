using Streams.Schemas.Events;
using Streams.Topologies.Time;

namespace Streams.Topologies.Normalise;

/// <summary>The time at which an event counts: its own, within what its record allows.</summary>
internal sealed class BoundedTime(TimeOptions options)
{
    private readonly long _skew = TimeOptions.Nanos(options.ClockSkewMax);

    /// <summary>The time of an event; one without a time gets that of its append.</summary>
    public Timestamp Of(ParsedEvent parsed, Timestamp append)
    {
        if (!parsed.Time.IsKnown)
        {
            (parsed.Time, parsed.TimeSource) = (append, TimeSource.Kafka);
        }

        // Times from before the epoch are of broken clocks or forged; what lies far back is late all the same, and windows can be reckoned from it.
        return parsed.Time > append + _skew ? append + _skew : Timestamp.Max(parsed.Time, new Timestamp(0));
    }
}
