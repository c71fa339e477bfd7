namespace Streams.Engine.State;

/// <summary>Records of a changelog on their way into the local table, a batch at a time with the offset the batch reaches.</summary>
internal sealed class RestoreBatch(TaskState state, TimeProvider time)
{
    private const int MaxRecords = 10_000;
    private const int MaxBytes = 8 << 20;
    private readonly Dictionary<byte[], byte[]?> _writes = new(KeyComparer.Instance);
    private int _bytes;
    private long _next = -1;

    /// <summary>Whether it is time to apply it.</summary>
    public bool IsFull => _writes.Count >= MaxRecords || _bytes >= MaxBytes;

    /// <summary>A record; null is a tombstone.</summary>
    public void Add(byte[] key, byte[]? value, long offset)
    {
        _writes[key] = value;
        _bytes += key.Length + (value?.Length ?? 0);
        _next = offset + 1;
    }

    /// <summary>A record that is no state.</summary>
    public void Skip(long offset) => _next = offset + 1;

    /// <summary>Applies what was added.</summary>
    public void Apply()
    {
        if (_next < 0)
        {
            return;
        }

        state.Restore(_writes, _next, time.GetUtcNow().ToUnixTimeMilliseconds());
        _writes.Clear();
        (_bytes, _next) = (0, -1);
    }
}
