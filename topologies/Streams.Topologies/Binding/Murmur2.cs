using System.Buffers.Binary;
using System.Text;

namespace Streams.Topologies.Binding;

/// <summary>Kafka's partitioner of keys (murmur2, as the Java client and librdkafka's <c>murmur2_random</c> do).</summary>
public static class Murmur2
{
    /// <summary>The partition of a key.</summary>
    public static int Partition(string key, int partitions) => (Hash(Encoding.UTF8.GetBytes(key)) & 0x7fffffff) % partitions;

    private static int Hash(ReadOnlySpan<byte> data)
    {
        const uint M = 0x5bd1e995;
        var hash = 0x9747b28cu ^ (uint)data.Length;
        while (data.Length >= 4)
        {
            var k = BinaryPrimitives.ReadUInt32LittleEndian(data) * M;
            k = (k ^ (k >> 24)) * M;
            hash = (hash * M) ^ k;
            data = data[4..];
        }

        if (data.Length > 0)
        {
            for (var i = data.Length - 1; i >= 0; i--)
            {
                hash ^= (uint)data[i] << (8 * i);
            }

            hash *= M;
        }

        hash = (hash ^ (hash >> 13)) * M;
        return (int)(hash ^ (hash >> 15));
    }
}
