namespace Streams.Engine.State;

/// <summary>
/// What was read lately, bounded by bytes: two generations, and what is used moves to the young one. A value may be null: the key is known to be absent.
/// What is written and was not read takes no place: stages that keep live objects never read it.
/// </summary>
internal sealed class ReadCache(long maxBytes)
{
    private const int Overhead = 96;
    private Dictionary<byte[], byte[]?> _young = new(KeyComparer.Instance);
    private Dictionary<byte[], byte[]?> _old = new(KeyComparer.Instance);
    private long _youngBytes;

    public bool TryGet(byte[] key, out byte[]? value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!_old.TryGetValue(key, out value))
        {
            return false;
        }

        Put(key, value);
        return true;
    }

    public void Put(byte[] key, byte[]? value)
    {
        _young[key] = value;
        _youngBytes += key.Length + (value?.Length ?? 0) + Overhead;
        if (_youngBytes > maxBytes / 2)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
            _youngBytes = 0;
        }
    }

    /// <summary>A key has another value from now on.</summary>
    public void Update(byte[] key, byte[]? value)
    {
        Replace(_young, key, value);
        Replace(_old, key, value);
    }

    public void Clear()
    {
        _young.Clear();
        _old.Clear();
        _youngBytes = 0;
    }

    private static void Replace(Dictionary<byte[], byte[]?> generation, byte[] key, byte[]? value)
    {
        if (generation.Count > 0 && generation.ContainsKey(key))
        {
            generation[key] = value;
        }
    }
}
