namespace Streams.Engine.State.Local;

/// <summary>A local table in memory. Writes hold a lock against queries; the owner's reads need none.</summary>
internal sealed class MemoryTable : ILocalTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], byte[]> _values = new(KeyComparer.Instance);
    private SortedSet<byte[]>? _sorted;

    public long? NextOffset { get; private set; }

    public long WrittenAtMs { get; private set; }

    public long Entries => _values.Count;

    public long Bytes { get; private set; }

    /// <summary>When its task ended; null while it has one.</summary>
    public long? ReleasedAtMs { get; set; }

    public byte[]? Get(byte[] key) => _values.GetValueOrDefault(key);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix, int most = int.MaxValue)
    {
        lock (_gate)
        {
            // Sorted only for those who scan.
            _sorted ??= new SortedSet<byte[]>(_values.Keys, KeyComparer.Instance);
            var from = prefix.ToArray();
            var found = new List<KeyValuePair<byte[], byte[]>>();
            if (_sorted.Count == 0 || KeyComparer.Instance.Compare(from, _sorted.Max) > 0)
            {
                return found;
            }

            foreach (var key in _sorted.GetViewBetween(from, _sorted.Max))
            {
                if (found.Count == most || !key.AsSpan().StartsWith(prefix.Span))
                {
                    break;
                }

                found.Add(new(key, _values[key]));
            }

            return found;
        }
    }

    public void Apply(IReadOnlyCollection<KeyValuePair<byte[], byte[]?>> writes, long nextOffset, long nowMs, IReadOnlyList<ReadOnlyMemory<byte>> expired)
    {
        lock (_gate)
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
        lock (_gate)
        {
            _values.Clear();
            _sorted = null;
            (NextOffset, Bytes) = (null, 0);
        }
    }

    private void Set(byte[] key, byte[]? value)
    {
        if (value is null)
        {
            if (_values.Remove(key, out var removed))
            {
                Bytes -= key.Length + removed.Length;
                _sorted?.Remove(key);
            }

            return;
        }

        ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_values, key, out var existed);
        Bytes += value.Length - (existed ? place!.Length : -key.Length); // a value that existed is not null
        place = value;
        if (!existed)
        {
            _sorted?.Add(key);
        }
    }
}
