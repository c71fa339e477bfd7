namespace Streams.Engine.State;

/// <summary>
/// What was read lately, bounded by bytes: two generations, and what is used moves to the young one. A value may be null: the key is known to be absent.
/// What is written and was not read takes no place: stages that keep live objects never read it.
/// </summary>
internal sealed class ReadCache(long maxBytes)
{
    private const int Overhead = 96;
    private Dictionary<byte[], byte[]?> young = new(KeyComparer.Instance);
    private Dictionary<byte[], byte[]?> old = new(KeyComparer.Instance);
    private long youngBytes;

    public bool TryGet(byte[] key, out byte[]? value)
    {
        if (young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!old.TryGetValue(key, out value))
        {
            return false;
        }

        Put(key, value);
        return true;
    }

    public void Put(byte[] key, byte[]? value)
    {
        young[key] = value;
        youngBytes += key.Length + (value?.Length ?? 0) + Overhead;
        if (youngBytes > maxBytes / 2)
        {
            (old, young) = (young, old);
            young.Clear();
            youngBytes = 0;
        }
    }

    /// <summary>A key has another value from now on.</summary>
    public void Update(byte[] key, byte[]? value)
    {
        Replace(young, key, value);
        Replace(old, key, value);
    }

    public void Clear()
    {
        young.Clear();
        old.Clear();
        youngBytes = 0;
    }

    private static void Replace(Dictionary<byte[], byte[]?> generation, byte[] key, byte[]? value)
    {
        if (generation.Count > 0 && generation.ContainsKey(key))
        {
            generation[key] = value;
        }
    }
}
