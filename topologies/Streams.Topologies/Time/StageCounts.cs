namespace Streams.Topologies.Time;

/// <summary>What a task of B or C has counted of what came in. Kept in the task's state, so it is exact across restarts.</summary>
public sealed class StageCounts
{
    /// <summary>Signals or observations taken in.</summary>
    public long In { get; set; }

    /// <summary>Of these, below progress on arrival.</summary>
    public long Late { get; set; }

    /// <summary>Of these, come twice and known by their event's id.</summary>
    public long Duplicate { get; set; }

    /// <summary>Judged before the watermark had passed them, because their group or subject had too many ahead of it.</summary>
    public long Overflow { get; set; }

    /// <summary>Keys and values forgotten because there were too many.</summary>
    public long Forgotten { get; set; }

    /// <summary>Of a correlation that this rule set does not have.</summary>
    public long Unknown { get; set; }

    /// <summary>Adds another's counts.</summary>
    public void Add(StageCounts other)
    {
        In += other.In;
        Late += other.Late;
        Duplicate += other.Duplicate;
        Overflow += other.Overflow;
        Forgotten += other.Forgotten;
        Unknown += other.Unknown;
    }
}
