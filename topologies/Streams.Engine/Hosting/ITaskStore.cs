namespace Streams.Engine.Hosting;

/// <summary>The keyed bytes of one task. What is put is written to the changelog within the task's transaction.</summary>
public interface ITaskStore
{
    /// <summary>The value under a key, or null.</summary>
    byte[]? Get(byte[] key);

    /// <summary>Puts a value; null removes the key (a tombstone in the changelog).</summary>
    void Put(byte[] key, byte[]? value);

    /// <summary>All entries whose key begins with the prefix, in the order of their bytes.</summary>
    IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix);

    /// <summary>
    /// Removes every key that begins with the prefix, as when a bucket of time has expired whose keys begin with it: a tombstone for each in the changelog,
    /// and in RocksDB one range delete in the place of a delete a key (1.2 µs each).
    /// </summary>
    void RemovePrefix(ReadOnlyMemory<byte> prefix)
    {
        var keys = new List<byte[]>();
        foreach (var (key, _) in Scan(prefix))
        {
            keys.Add(key);
        }

        foreach (var key in keys)
        {
            Put(key, null);
        }
    }
}
