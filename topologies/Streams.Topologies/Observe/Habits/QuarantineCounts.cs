namespace Streams.Topologies.Observe.Habits;

/// <summary>What a task has held back from learning since it began. One thread counts, others may look.</summary>
public sealed class QuarantineCounts
{
    /// <summary>Values that were held back.</summary>
    public long Held { get; set; }

    /// <summary>Of these and those of before, let in.</summary>
    public long LetIn { get; set; }

    /// <summary>Of these and those of before, forgotten because there were too many.</summary>
    public long Forgotten { get; set; }

    /// <summary>Values that are held back now.</summary>
    public long Waiting { get; set; }
}
