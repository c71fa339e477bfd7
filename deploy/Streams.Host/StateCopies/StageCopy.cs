namespace Streams.Host.StateCopies;

/// <summary>One input partition of a stage: what the stage knew when it had read so far.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Input">The input: a topic of ours without the prefix, or <c>raw.</c> and the sources of a raw topic.</param>
/// <param name="Topic">The topic's name where it was copied.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset that the stage was to read next; null: it had read nothing.</param>
/// <param name="State">The entries of its state.</param>
internal sealed record StageCopy(string Stage, string Input, string Topic, int Partition, long? Offset, CopyFile State)
{
    /// <summary>What our own stages had written into the partition and the stage had not read yet; null for raw topics, which are not copied.</summary>
    public CopyFile? Waiting { get; init; }

    /// <summary>Records of a raw partition that were not read yet.</summary>
    public long Unread { get; init; }
}
