using Streams.Schemas.Events;

namespace Streams.Topologies.Normalise;

/// <summary>
/// Where every element went: <c>in = events + fragments + dead + health</c>. An EventList counts its items.
/// Kept in the task's state, so it is exact across restarts.
/// </summary>
public sealed class NormaliseCounts
{
    private const long StartsWithin = 86_400 * Timestamp.Second;

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

    /// <summary>The highest event time; not summed.</summary>
    public Timestamp Highest { get; set; } = Timestamp.Unknown;

    /// <summary>The append time up to which the partition has been taken in; not summed.</summary>
    public Timestamp Frontier { get; set; } = Timestamp.Unknown;

    /// <summary>When an API server was last seen to tell that a request began to answer (audit, <c>ResponseStarted</c>); not summed.</summary>
    public Timestamp Started { get; set; } = Timestamp.Unknown;

    /// <summary>Whether everything that came in is accounted for.</summary>
    public bool IsBalanced => In == Events + Fragments + Dead + Health;

    /// <summary>Whether no request was told to begin for a day: there are watches in every cluster, so the audit policy leaves it out (<c>omitStages</c>).</summary>
    public bool IsStartOmitted(Timestamp time) => !Started.IsKnown || time - Started >= StartsWithin;

    /// <summary>An event has a time.</summary>
    /// <param name="told">The time it tells.</param>
    /// <param name="counted">The time at which it counts.</param>
    public void Saw(Timestamp told, Timestamp counted)
    {
        Future += told > counted ? 1 : 0;
        Highest = Timestamp.Max(Highest, counted);
    }

    /// <summary>An element became an event.</summary>
    /// <param name="ungrouped">The correlations that it has no group for.</param>
    public void AddEvent(int ungrouped)
    {
        In++;
        Events++;
        Ungrouped += ungrouped;
    }

    /// <summary>An element became a dead letter, or so many did together.</summary>
    public void AddDead(int elements)
    {
        In += elements;
        Dead += elements;
    }

    /// <summary>An element tells of the sender's health.</summary>
    public void AddHealth()
    {
        In++;
        Health++;
    }

    /// <summary>An element is a part of an event.</summary>
    public void AddFragment()
    {
        In++;
        Fragments++;
    }

    /// <summary>A part is an event of its own after all; it is counted anew.</summary>
    public void RemoveFragment()
    {
        In--;
        Fragments--;
    }

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
