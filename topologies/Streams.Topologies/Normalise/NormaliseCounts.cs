namespace Streams.Topologies.Normalise;

/// <summary>
/// Where every element went: <c>in = events + fragments + dead + health</c>. An EventList counts its items.
/// Kept in the task's state, so it is exact across restarts.
/// </summary>
public sealed class NormaliseCounts
{
    public long In { get; set; }

    public long Events { get; set; }

    /// <summary>Parts that were joined into an event of their own count.</summary>
    public long Fragments { get; set; }

    public long Dead { get; set; }

    public long Health { get; set; }

    /// <summary>Events later than their append time and the skew; their time was capped.</summary>
    public long Future { get; set; }

    /// <summary>Events without a group-by field of a correlation they matched.</summary>
    public long Ungrouped { get; set; }

    /// <summary>Events whose pod was not known yet and that could wait no longer; they went on under what they name themselves.</summary>
    public long Early { get; set; }

    /// <summary>The highest event time, nanoseconds since the epoch; not summed.</summary>
    public long Highest { get; set; } = long.MinValue;

    /// <summary>The append time up to which the partition has been taken in, nanoseconds since the epoch; not summed.</summary>
    public long Frontier { get; set; } = long.MinValue;

    /// <summary>Whether everything that came in is accounted for.</summary>
    public bool IsBalanced => In == Events + Fragments + Dead + Health;

    /// <summary>Adds another's counts.</summary>
    public void Add(NormaliseCounts other)
    {
        In += other.In;
        Events += other.Events;
        Fragments += other.Fragments;
        Dead += other.Dead;
        Health += other.Health;
        Future += other.Future;
        Ungrouped += other.Ungrouped;
        Early += other.Early;
    }

    /// <inheritdoc/>
    public override string ToString() => $"in {In} = events {Events} + fragments {Fragments} + dead {Dead} + health {Health}";
}
