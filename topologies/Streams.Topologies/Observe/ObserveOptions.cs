using Streams.Models.Habits;
using Streams.Schemas.Settings;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>The options of stage B.</summary>
public sealed record ObserveOptions
{
    /// <summary>Nothing is new for a subject for so long after its first event; default 5 minutes. A rule may say otherwise.</summary>
    [Setting("after a subject's first event nothing is new for so long")]
    public TimeSpan Learning { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most values remembered of a subject; the longest unseen is forgotten first; default 10,000.</summary>
    [Setting("values remembered of a subject; the longest unseen is forgotten first", Least = "1")]
    public int MaxValues { get; init; } = 10_000;

    /// <summary>The most subjects remembered by one task; those quiet longest are forgotten first; default 100,000.</summary>
    [Setting("subjects remembered by one task of stage B; those quiet longest are forgotten first", Least = "1")]
    public int MaxSubjects { get; init; } = 100_000;

    /// <summary>The most bytes of one kind of correlation that wait for the watermark, about; default 128 MiB. Beyond it the earliest of the correlation that grows is judged early.</summary>
    [Setting(
        "bytes of observations of one kind of correlation that wait for the watermark in one task of stage B; beyond it the earliest are judged early",
        Least = "65536"
    )]
    public long MaxBufferedBytes { get; init; } = 128L << 20;

    /// <summary>How surprise is measured.</summary>
    public HabitOptions Habits { get; init; } = new();

    /// <summary>Lateness, time-outs, skew.</summary>
    public TimeOptions Time { get; init; } = new();
}
