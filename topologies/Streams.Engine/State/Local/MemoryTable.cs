namespace Streams.Engine.State.Local;

/// <summary>A local table in memory. Writes hold a lock against queries; the owner's reads need none.</summary>
internal sealed class MemoryTable : ILocalTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<byte[], byte[]> values = new(KeyComparer.Instance);
    private SortedSet<byte[]>? sorted;

    public long? NextOffset { get; private set; }

    public long WrittenAtMs { get; private set; }

    public long Entries => values.Count;

    public long Bytes { get; private set; }

    /// <summary>When its task ended; null while it has one.</summary>
    public long? ReleasedAtMs { get; set; }

    public byte[]? Get(byte[] key) => values.GetValueOrDefault(key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix, int most = int.MaxValue)
    {
        lock (gate)
        {
            // Sorted only for those who scan.
            sorted ??= new SortedSet<byte[]>(values.Keys, KeyComparer.Instance);
            var from = prefix.ToArray();
            var found = new List<KeyValuePair<byte[], byte[]>>();
            if (sorted.Count == 0 || KeyComparer.Instance.Compare(from, sorted.Max) > 0)
            {
                return found;
            }

            foreach (var key in sorted.GetViewBetween(from, sorted.Max))
            {
                if (found.Count == most || !key.AsSpan().StartsWith(prefix.Span))
                {
                    break;
                }

                found.Add(new(key, values[key]));
            }

            return found;
        }
    }

    public void Apply(IReadOnlyCollection<KeyValuePair<byte[], byte[]?>> writes, long nextOffset, long nowMs, IReadOnlyList<ReadOnlyMemory<byte>> expired)
    {
        lock (gate)
        {
            foreach (var (key, value) in writes)
            {
                Set(key, value);
            }

            (NextOffset, WrittenAtMs) = (nextOffset, nowMs);
        }
    }

    public void Wipe()
    {
        lock (gate)
        {
            values.Clear();
            sorted = null;
            (NextOffset, Bytes) = (null, 0);
        }
    }

    private void Set(byte[] key, byte[]? value)
    {
        if (value is null)
        {
            if (values.Remove(key, out var removed))
            {
                Bytes -= key.Length + removed.Length;
                sorted?.Remove(key);
            }

            return;
        }

        ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(values, key, out var existed);
        Bytes += value.Length - (existed ? place!.Length : -key.Length); // a value that existed is not null
        place = value;
        if (!existed)
        {
            sorted?.Add(key);
        }
    }
}
