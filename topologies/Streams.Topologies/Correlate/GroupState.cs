namespace Streams.Topologies.Correlate;

/// <summary>
/// One group of one correlation. Awake it is objects (<see cref="Body"/>); once nothing of it waits for the watermark and nothing has come for a while it rests:
/// it is bytes, and those are let go once they are stored.
/// </summary>
/// <param name="key">The correlation's content hash and the group's values.</param>
public sealed class GroupState(string key)
{
    /// <summary>The group as objects, as bytes, or null.</summary>
    private object? _form;

    /// <summary>No time.</summary>
    internal const long Never = long.MaxValue;

    /// <summary>The key it is kept under.</summary>
    public string Key => key;

    /// <summary>The correlation's content hash.</summary>
    public string Correlation => GroupName.CorrelationOf(key);

    /// <summary>The group's values.</summary>
    public string Group => GroupName.GroupOf(key);

    /// <summary>The group as objects; null: at rest.</summary>
    internal GroupBody? Body => _form as GroupBody;

    /// <summary>The group as bytes; null: awake, or to be read from the store.</summary>
    internal byte[]? Rest => _form as byte[];

    /// <summary>Whether what is stored is the group at rest.</summary>
    internal bool IsStored { get; set; }

    /// <summary>Reads what is stored under a key; null: nothing is stored.</summary>
    internal Func<string, byte[]?>? Stored { get; set; }

    /// <summary>The stored pieces of its signals ahead of the watermark; null: none.</summary>
    internal GroupChunks? Chunks { get; set; }

    /// <summary>Whether it is to be written before the next commit.</summary>
    internal bool IsDirty { get; set; }

    /// <summary>Whether it is no longer kept.</summary>
    internal bool IsRemoved { get; set; }

    /// <summary>Whether the next watermark looks at it for changes to write.</summary>
    internal bool IsListed { get; set; }

    /// <summary>The progress at which the watermark concerns it next, as it stands in the queue of its correlation.</summary>
    internal long Due { get; set; } = Never;

    /// <summary>A later place in that queue that it still has.</summary>
    internal long Far { get; set; } = Never;

    /// <summary>It is objects from now on.</summary>
    internal void WakeAs(GroupBody body) => _form = body;

    /// <summary>It rests from now on.</summary>
    /// <param name="rest">Its bytes; null: those that are stored.</param>
    internal void RestAs(byte[]? rest) => _form = rest;

    /// <summary>The bytes of a group at rest; null: it is new.</summary>
    /// <exception cref="InvalidDataException">They were stored and are gone: the process ends.</exception>
    internal byte[]? ReadRest() => Rest ?? (IsStored ? Stored?.Invoke(key) ?? throw new InvalidDataException($"the state of the group {key} is gone") : null);
}
