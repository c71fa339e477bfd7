using System.Buffers.Binary;

namespace Streams.Engine.Hosting;

/// <summary>Which partition a key belongs to: murmur2, as Java's default partitioner and librdkafka's murmur2 do.</summary>
public static class KeyPartitioner
{
    private const uint M = 0x5bd1e995;

    /// <summary>The partition, 0 to <paramref name="partitions"/> - 1.</summary>
    public static int Of(ReadOnlySpan<byte> key, int partitions) => (int)(Hash(key) & 0x7fffffff) % partitions;

    private static uint Hash(ReadOnlySpan<byte> data)
    {
        var hash = 0x9747b28c ^ (uint)data.Length;
        while (data.Length >= 4)
        {
            var k = BinaryPrimitives.ReadUInt32LittleEndian(data) * M;
            k ^= k >> 24;
            hash = (hash * M) ^ (k * M);
            data = data[4..];
        }

        if (data.Length > 2)
        {
            hash ^= (uint)data[2] << 16;
        }

        if (data.Length > 1)
        {
            hash ^= (uint)data[1] << 8;
        }

        if (data.Length > 0)
        {
            hash = (hash ^ data[0]) * M;
        }

        hash ^= hash >> 13;
        hash *= M;
        return hash ^ (hash >> 15);
    }
}
