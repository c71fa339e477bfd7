using Streams.Engine.Hosting;

namespace Streams.Topologies.Tests;

/// <summary>A task's store in memory.</summary>
internal sealed class FakeStore : ITaskStore
{
    private readonly SortedDictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    /// <summary>The bytes of keys and values that were put: what goes to the changelog.</summary>
    public long Written { get; private set; }

    public byte[]? Get(byte[] key) => _values.GetValueOrDefault(Convert.ToHexString(key));

    public void Put(byte[] key, byte[]? value)
    {
        Written += key.Length + (value?.Length ?? 0);
        if (value is null)
        {
            _values.Remove(Convert.ToHexString(key));
        }
        else
        {
            _values[Convert.ToHexString(key)] = value;
        }
    }

    /// <summary>Removes what begins with a text.</summary>
    public void RemoveAll(string prefix)
    {
        foreach (var (key, _) in Scan(System.Text.Encoding.UTF8.GetBytes(prefix)))
        {
            Put(key, null);
        }
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix)
    {
        var start = Convert.ToHexString(prefix.Span);
        return _values
            .Where(v => v.Key.StartsWith(start, StringComparison.Ordinal))
            .Select(v => KeyValuePair.Create(Convert.FromHexString(v.Key), v.Value))
            .ToList();
    }
}
