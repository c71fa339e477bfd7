using Streams.Engine.Hosting;

namespace Streams.EndToEnd.Tests.Bound;

/// <summary>A task's store in memory, which outlives the task.</summary>
internal sealed class BoundStore : ITaskStore
{
    private readonly SortedDictionary<byte[], byte[]> _entries;

    public BoundStore(IEnumerable<KeyValuePair<byte[], byte[]>>? entries = null)
    {
        _entries = new SortedDictionary<byte[], byte[]>(Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)));
        foreach (var (key, value) in entries ?? [])
        {
            _entries.Add(key, value);
        }
    }

    /// <summary>What is in it.</summary>
    public IEnumerable<KeyValuePair<byte[], byte[]>> All => _entries;

    public byte[]? Get(byte[] key) => _entries.GetValueOrDefault(key);

    public void Put(byte[] key, byte[]? value)
    {
        if (value is null)
        {
            _entries.Remove(key);
        }
        else
        {
            _entries[key] = value;
        }
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix) => [.. _entries.Where(e => e.Key.AsSpan().StartsWith(prefix.Span))];
}
