namespace Streams.Engine.State.Local;

/// <summary>Local tables in memory. One that nobody has opened again for ten minutes after its task ended is forgotten.</summary>
internal sealed class MemoryState(TimeProvider time) : ILocalState
{
    private static readonly TimeSpan Parked = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<(string Application, string Store, int Partition), MemoryTable> tables = [];

    public long CacheBytes => 0;

    public ILocalTable Open(string application, string store, int partition)
    {
        lock (gate)
        {
            Forget();
            if (!tables.TryGetValue((application, store, partition), out var table))
            {
                tables[(application, store, partition)] = table = new MemoryTable();
            }

            table.ReleasedAtMs = null;
            return table;
        }
    }

    public void Release(ILocalTable table)
    {
        lock (gate)
        {
            ((MemoryTable)table).ReleasedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }

    public void Dispose()
    {
    }

    private void Forget()
    {
        var limit = time.GetUtcNow().ToUnixTimeMilliseconds() - (long)Parked.TotalMilliseconds;
        foreach (var (place, table) in tables)
        {
            if (table.ReleasedAtMs < limit)
            {
                tables.Remove(place);
            }
        }
    }
}
