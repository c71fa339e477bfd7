namespace Streams.Engine.State.Local;

/// <summary>Local tables in memory. One that nobody has opened again for ten minutes after its task ended is forgotten.</summary>
internal sealed class MemoryState(TimeProvider time) : ILocalState
{
    private static readonly TimeSpan Parked = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Application, string Store, int Partition), MemoryTable> _tables = [];

    public long CacheBytes => 0;

    public ILocalTable Open(string application, string store, int partition)
    {
        lock (_gate)
        {
            Forget();
            if (!_tables.TryGetValue((application, store, partition), out var table))
            {
                _tables[(application, store, partition)] = table = new MemoryTable();
            }

            table.ReleasedAtMs = null;
            return table;
        }
    }

    public void Release(ILocalTable table)
    {
        lock (_gate)
        {
            ((MemoryTable)table).ReleasedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }

    public void Dispose() { }

    private void Forget()
    {
        var limit = time.GetUtcNow().ToUnixTimeMilliseconds() - (long)Parked.TotalMilliseconds;
        foreach (var (place, table) in _tables)
        {
            if (table.ReleasedAtMs < limit)
            {
                _tables.Remove(place);
            }
        }
    }
}
