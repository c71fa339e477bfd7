using Streams.Engine.Hosting;

namespace Streams.Topologies.Tests;

/// <summary>A task's store in memory.</summary>
internal sealed class FakeStore : ITaskStore
{
    private readonly SortedDictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    public byte[]? Get(byte[] key) => _values.GetValueOrDefault(Convert.ToHexString(key));

    public void Put(byte[] key, byte[]? value)
    {
        if (value is null)
        {
            _values.Remove(Convert.ToHexString(key));
        }
        else
        {
            _values[Convert.ToHexString(key)] = value;
        }
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix)
    {
        var start = Convert.ToHexString(prefix.Span);
        return _values.Where(v => v.Key.StartsWith(start, StringComparison.Ordinal)).Select(v => KeyValuePair.Create(Convert.FromHexString(v.Key), v.Value)).ToList();
    }
}
