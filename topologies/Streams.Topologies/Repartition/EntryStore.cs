using Streams.Engine.Hosting;
using Streams.Topologies.State;

namespace Streams.Topologies.Repartition;

/// <summary>A task's store in memory, without a changelog behind it.</summary>
internal sealed class EntryStore : ITaskStore
{
    private readonly SortedDictionary<byte[], byte[]> _entries = new(StateEntries.Order);

    /// <summary>All entries, in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<byte[], byte[]>> All => _entries;

    public static EntryStore Of(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var store = new EntryStore();
        foreach (var (key, value) in entries)
        {
            store._entries[key] = value;
        }

        return store;
    }

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
