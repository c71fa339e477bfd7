namespace Streams.Engine.State;

/// <summary>Records of a changelog on their way into the local table, a batch at a time with the offset the batch reaches.</summary>
internal sealed class RestoreBatch(TaskState state, TimeProvider time)
{
    private const int MaxRecords = 10_000;
    private const int MaxBytes = 8 << 20;
    private readonly Dictionary<byte[], byte[]?> writes = new(KeyComparer.Instance);
    private int bytes;
    private long next = -1;

    /// <summary>Whether it is time to apply it.</summary>
    public bool IsFull => writes.Count >= MaxRecords || bytes >= MaxBytes;

    /// <summary>A record; null is a tombstone.</summary>
    public void Add(byte[] key, byte[]? value, long offset)
    {
        writes[key] = value;
        bytes += key.Length + (value?.Length ?? 0);
        next = offset + 1;
    }

    /// <summary>A record that is no state.</summary>
    public void Skip(long offset) => next = offset + 1;

    /// <summary>Applies what was added.</summary>
    public void Apply()
    {
        if (next < 0)
        {
            return;
        }

        state.Restore(writes, next, time.GetUtcNow().ToUnixTimeMilliseconds());
        writes.Clear();
        (bytes, next) = (0, -1);
    }
}
