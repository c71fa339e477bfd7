namespace Streams.Topologies.Correlate;

/// <summary>
/// One group of one correlation. Awake it is objects (<see cref="Body"/>); once nothing of it waits for the watermark and nothing has come for a while it is the bytes that are stored, and takes little.
/// </summary>
/// <param name="key">The correlation's content hash and the group's values.</param>
public sealed class GroupState(string key)
{
    /// <summary>No time.</summary>
    internal const long Never = long.MaxValue;

    /// <summary>The key it is kept under.</summary>
    public string Key => key;

    /// <summary>The correlation's content hash.</summary>
    public string Correlation => GroupName.CorrelationOf(key);

    /// <summary>The group's values.</summary>
    public string Group => GroupName.GroupOf(key);

    /// <summary>The group as objects; null: at rest.</summary>
    internal GroupBody? Body { get; set; }

    /// <summary>The group as bytes; null: awake.</summary>
    internal byte[]? Rest { get; set; }

    /// <summary>Whether <see cref="Rest"/> is what is stored.</summary>
    internal bool IsRestStored { get; set; }

    /// <summary>Signals ahead of the watermark as they were stored, by piece; taken in when the group wakes.</summary>
    internal List<(byte[] Signals, int Chunk)>? Restored { get; set; }

    /// <summary>Whether the next watermark looks at it for changes to write.</summary>
    internal bool IsListed { get; set; }

    /// <summary>The progress at which the watermark concerns it next, as it stands in the queue of its correlation.</summary>
    internal long Due { get; set; } = Never;

    /// <summary>A later place in that queue that it still has.</summary>
    internal long Far { get; set; } = Never;
}
