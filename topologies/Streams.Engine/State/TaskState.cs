using Streams.Engine.Hosting;

namespace Streams.Engine.State;

/// <summary>The keyed bytes of one task in memory, and which keys are dirty since the last flush. One owner: the stream thread.</summary>
internal sealed class TaskState : ITaskStore
{
    private readonly Dictionary<byte[], byte[]> values = new(KeyComparer.Instance);
    private readonly HashSet<byte[]> dirty = new(KeyComparer.Instance);
    private SortedSet<byte[]>? sorted;

    public int Count => values.Count;

    /// <summary>The keys written since the last <see cref="Clean"/>.</summary>
    public IReadOnlyCollection<byte[]> Dirty => dirty;

    public byte[]? Get(byte[] key) => values.GetValueOrDefault(key);

    public void Put(byte[] key, byte[]? value)
    {
        Set(key, value);
        dirty.Add(key);
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix)
    {
        // Sorted only for those who scan; a copy, so that a scan may write.
        sorted ??= new SortedSet<byte[]>(values.Keys, KeyComparer.Instance);
        if (sorted.Count == 0)
        {
            return [];
        }

        var from = prefix.ToArray();
        var found = new List<KeyValuePair<byte[], byte[]>>();
        var view = KeyComparer.Instance.Compare(from, sorted.Max) > 0 ? null : sorted.GetViewBetween(from, sorted.Max);
        foreach (var key in view ?? [])
        {
            if (!key.AsSpan().StartsWith(prefix.Span))
            {
                break;
            }

            found.Add(new(key, values[key]));
        }

        return found;
    }

    /// <summary>Sets a value that is in the changelog already.</summary>
    public void Restore(byte[] key, byte[]? value) => Set(key, value);

    public void Clean() => dirty.Clear();

    private void Set(byte[] key, byte[]? value)
    {
        if (value is null)
        {
            values.Remove(key);
            sorted?.Remove(key);
        }
        else
        {
            values[key] = value;
            sorted?.Add(key);
        }
    }
}
