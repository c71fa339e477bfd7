namespace Streams.Engine.State.Local;

/// <summary>
/// The committed entries of one task on this machine, and the changelog offset they reach: both change together or not at all.
/// Read and written by the stream thread that owns the task; <see cref="Scan"/> also by queries.
/// </summary>
internal interface ILocalTable
{
    /// <summary>The changelog offset after the last record that is in here; null where nothing is.</summary>
    long? NextOffset { get; }

    /// <summary>When it was last written, milliseconds since the epoch.</summary>
    long WrittenAtMs { get; }

    /// <summary>How many entries; with RocksDB an estimate.</summary>
    long Entries { get; }

    /// <summary>The bytes of keys and values; with RocksDB an estimate of what they take.</summary>
    long Bytes { get; }

    byte[]? Get(byte[] key);

    /// <summary>The entries under a prefix in the order of their bytes, as they were when the scan began.</summary>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="most">How many are wanted at most.</param>
    IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix, int most = int.MaxValue);

    /// <summary>Applies committed writes (null removes) with the offset they reach, atomically.</summary>
    /// <param name="writes">What was written; it also removes every key under an expired prefix that is not written anew.</param>
    /// <param name="nextOffset">The changelog offset after it.</param>
    /// <param name="nowMs">The local time.</param>
    /// <param name="expired">Prefixes under which everything went before what is written now.</param>
    /// <exception cref="LocalStateException">The disk refuses.</exception>
    void Apply(IReadOnlyCollection<KeyValuePair<byte[], byte[]?>> writes, long nextOffset, long nowMs, IReadOnlyList<ReadOnlyMemory<byte>> expired);

    /// <summary>Forgets everything, the offset too.</summary>
    /// <exception cref="LocalStateException">The disk refuses.</exception>
    void Wipe();
}
