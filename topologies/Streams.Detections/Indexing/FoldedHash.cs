using System.Runtime.InteropServices;

namespace Streams.Detections.Indexing;

/// <summary>A hash of folded text for tables that are fixed once built: an attacker adds nothing to them.</summary>
internal static class FoldedHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var hash = (ulong)text.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
        {
            hash = Mix(hash ^ b);
        }

        return hash;
    }

    /// <summary>A hash of four characters.</summary>
    public static ulong OfGram(ulong gram) => gram * Multiplier;

    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 29);
    }
}
