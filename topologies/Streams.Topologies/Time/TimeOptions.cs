using Streams.Schemas.Events;
using Streams.Schemas.Settings;

namespace Streams.Topologies.Time;

/// <summary>How late sources may be, and when one counts as silent.</summary>
public sealed record TimeOptions
{
    /// <summary>How much later than its highest event time a source's events may arrive; default 10 s, audit 45 s (webhook batches).</summary>
    [Setting("how late events of a source may be; the API server's webhook waits up to 30 s by default")]
    public IReadOnlyDictionary<EventSource, TimeSpan> Lateness { get; init; } =
        new Dictionary<EventSource, TimeSpan> { [EventSource.Audit] = TimeSpan.FromSeconds(45) };

    /// <summary>The lateness of sources that <see cref="Lateness"/> does not name; default 10 s.</summary>
    [Setting("how late events of the other sources may be")]
    public TimeSpan DefaultLateness { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A node that sends nothing for so long holds nothing back any more; default 60 s.</summary>
    [Setting("a node that is silent for so long holds nothing back", Least = "1s")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How far clocks may differ; an event is never later than its append time and this; default 2 s.</summary>
    [Setting("how far clocks may differ: an event is never later than its append time and this")]
    public TimeSpan ClockSkewMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an event whose entity is not known yet waits, in append time of the sources that teach entities; default 6 s.</summary>
    [Setting("how long an event whose entity is not known yet waits, in append time of the sources that teach entities")]
    public TimeSpan EntityWait { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long it waits at most, in local time; default 1 s.</summary>
    [Setting("how long it waits at most, in local time")]
    public TimeSpan EntityPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an older event waits at most, in local time, without the sources that teach entities being read any further; default 30 s.</summary>
    [Setting("how long an older event waits at most, in local time, without the sources that teach entities being read any further")]
    public TimeSpan CatchUpPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A record appended within this time of the local clock is live, an older one is caught up on; default 1 minute.</summary>
    [Setting("a record appended within this time of the local clock is live, an older one is caught up on")]
    public TimeSpan LiveWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long behind the watermark a second copy of an event is known as one (a shipper's retry); default 10 minutes.</summary>
    [Setting("how long behind the watermark a second copy of an event is known as one")]
    public TimeSpan DuplicateMemory { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A node of which nothing was appended for so long is forgotten; default 24 hours.</summary>
    [Setting("a node of which nothing was appended for so long is forgotten", Least = "1m")]
    public TimeSpan NodeMemory { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How many nodes are remembered of one raw partition; default 2,000. Of more, those heard of for less than a minute are forgotten first, then the quietest:
    /// whoever writes the names cannot push out a node that sends all the time.
    /// </summary>
    [Setting("nodes remembered of one raw partition; of more, those heard of for less than a minute are forgotten first, then the quietest", Least = "10")]
    public int MaxNodes { get; init; } = 2_000;

    internal long LatenessOf(EventSource source) => Nanos(Lateness.TryGetValue(source, out var lateness) ? lateness : DefaultLateness);

    internal static long Nanos(TimeSpan span) => span.Ticks * 100;
}
