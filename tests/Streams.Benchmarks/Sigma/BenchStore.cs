using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Streams.Engine.Hosting;

namespace Streams.Benchmarks.Sigma;

/// <summary>A task's store that keeps the length of each value alone.</summary>
internal sealed class BenchStore : ITaskStore
{
    private readonly Dictionary<UInt128, int> _lengths = [];

    /// <summary>The bytes of the values that are stored.</summary>
    public long Stored => _lengths.Values.Sum(length => (long)length);

    /// <summary>What the store itself takes of the heap: a table of one entry a key.</summary>
    public long Bytes => _lengths.EnsureCapacity(0) * (sizeof(int) + (long)Unsafe.SizeOf<Entry>());

    public byte[]? Get(byte[] key) => null;

    public void Put(byte[] key, byte[]? value)
    {
        var id = XxHash128.HashToUInt128(key);
        if (value is null)
        {
            _lengths.Remove(id);
        }
        else
        {
            _lengths[id] = value.Length;
        }
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix) => [];

    /// <summary>Laid out as the table's own.</summary>
    private readonly record struct Entry(uint Hash, int Next, UInt128 Key, int Value);
}
