using System.Text;

namespace Streams.Topologies.State;

/// <summary>The entries of a task's store as they stand in its changelog.</summary>
public static class StateEntries
{
    /// <summary>A sign that no key of a state begins with: the engine's own records do.</summary>
    private const byte OfTheEngine = 0xFF;
    private const byte Separator = 0x1F;

    /// <summary>The order of their keys: that of their bytes.</summary>
    public static IComparer<byte[]> Order { get; } = Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <summary>Whether a record of a changelog is state.</summary>
    public static bool IsState(ReadOnlySpan<byte> key) => key.Length > 0 && key[0] != OfTheEngine;

    /// <summary>What kind of state a key is of: <c>group</c>, <c>first</c> …</summary>
    public static string KindOf(ReadOnlySpan<byte> key)
    {
        var end = key.IndexOf(Separator);
        return Encoding.UTF8.GetString(end < 0 ? key : key[..end]);
    }
}
