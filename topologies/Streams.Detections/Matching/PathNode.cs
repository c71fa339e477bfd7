using System.Buffers.Binary;

namespace Streams.Detections.Matching;

/// <summary>The keys that matter in one JSON object: a hash table without collisions of more than a few steps. Immutable after <see cref="Fill"/>.</summary>
internal sealed class PathNode
{
    private PathEdge?[] _table = [];
    private int _mask;

    public void Fill(IReadOnlyCollection<PathEdge> edges)
    {
        var size = 4;
        while (size < edges.Count * 2)
        {
            size *= 2;
        }

        (_table, _mask) = (new PathEdge?[size], size - 1);
        foreach (var edge in edges)
        {
            var at = Hash(edge.Key) & _mask;
            while (_table[at] is not null)
            {
                at = (at + 1) & _mask;
            }

            _table[at] = edge;
        }
    }

    /// <summary>The edge of a key, or null.</summary>
    public PathEdge? Find(ReadOnlySpan<byte> key)
    {
        var at = Hash(key) & _mask;
        while (_table[at] is { } edge)
        {
            if (key.SequenceEqual(edge.Key))
            {
                return edge;
            }

            at = (at + 1) & _mask;
        }

        return null;
    }

    private static int Hash(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 8)
        {
            return Mix(BinaryPrimitives.ReadUInt64LittleEndian(key) ^ (BinaryPrimitives.ReadUInt64LittleEndian(key[^8..]) * 31), key.Length);
        }

        var word = 0UL;
        foreach (var b in key)
        {
            word = (word << 8) | b;
        }

        return Mix(word, key.Length);
    }

    private static int Mix(ulong word, int length) => (int)(((word + (ulong)length) * 0x9E3779B97F4A7C15) >> 40);
}
