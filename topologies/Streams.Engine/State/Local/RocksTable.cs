using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using RocksDbSharp;

namespace Streams.Engine.State.Local;

/// <summary>One column family, and its row in the default family: the offset it reaches and when it was written.</summary>
internal sealed class RocksTable : ILocalTable
{
    private readonly RocksDb _database;
    private readonly ColumnFamilyHandle _family;
    private readonly byte[] _offsetKey;
    private readonly string _directory;
    private readonly byte[] _offsetRow = new byte[16];
    private static long _iterators;

    public RocksTable(RocksDb database, ColumnFamilyHandle family, string name, string directory)
    {
        this._database = database;
        this._family = family;
        this._directory = directory;
        _offsetKey = Encoding.UTF8.GetBytes(name);
        if (database.Get(_offsetKey) is { Length: 16 } row)
        {
            NextOffset = BinaryPrimitives.ReadInt64LittleEndian(row);
            WrittenAtMs = BinaryPrimitives.ReadInt64LittleEndian(row.AsSpan(8));
        }
    }

    /// <summary>How many iterators of the process are not disposed yet; each holds files and memory until it is.</summary>
    public static long OpenIterators => Interlocked.Read(ref _iterators);

    public long? NextOffset { get; private set; }

    public long WrittenAtMs { get; private set; }

    public long Entries => Property("rocksdb.estimate-num-keys");

    public long Bytes => Property("rocksdb.estimate-live-data-size") + Property("rocksdb.cur-size-all-mem-tables");

    public byte[]? Get(byte[] key) => _database.Get(key, _family);

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix, int most = int.MaxValue)
    {
        // RocksDB keeps a pointer to the bound for the iterator's life, so it must not move.
        var bound = Bound(prefix.Span);
        var options = new ReadOptions();
        if (bound is not null)
        {
            options.SetIterateUpperBound(bound);
        }

        using var rows = _database.NewIterator(_family, options);
        Interlocked.Increment(ref _iterators);
        try
        {
            var left = most;
            for (rows.Seek(prefix.ToArray()); left > 0 && rows.Valid(); rows.Next())
            {
                left--;
                yield return new(rows.Key(), rows.Value());
            }
        }
        finally
        {
            Interlocked.Decrement(ref _iterators);
        }

        GC.KeepAlive(options);
        GC.KeepAlive(bound);
    }

    public void Apply(IReadOnlyCollection<KeyValuePair<byte[], byte[]?>> writes, long nextOffset, long nowMs, IReadOnlyList<ReadOnlyMemory<byte>> expired)
    {
        using var batch = new WriteBatch();
        for (var i = 0; i < expired.Count; i++)
        {
            Expire(batch, expired[i]);
        }

        foreach (var (key, value) in writes)
        {
            if (value is not null)
            {
                batch.Put(key.AsSpan(), value.AsSpan(), _family);
            }
            else if (!IsExpired(key, expired))
            {
                batch.Delete(key.AsSpan(), _family);
            }
        }

        BinaryPrimitives.WriteInt64LittleEndian(_offsetRow, nextOffset);
        BinaryPrimitives.WriteInt64LittleEndian(_offsetRow.AsSpan(8), nowMs);
        batch.Put(_offsetKey.AsSpan(), _offsetRow.AsSpan());
        Write(batch);
        (NextOffset, WrittenAtMs) = (nextOffset, nowMs);
    }

    public void Wipe()
    {
        using var batch = new WriteBatch();
        batch.Delete(_offsetKey.AsSpan());
        byte[]? last = null;
        using (var rows = _database.NewIterator(_family))
        {
            if (rows.SeekToLast().Valid())
            {
                last = rows.Key();
            }
        }

        if (last is not null)
        {
            // The range ends before its end, so the last key goes by itself.
            batch.DeleteRange([], 0, last, (ulong)last.Length, _family);
            batch.Delete(last.AsSpan(), _family);
        }

        Write(batch);
        NextOffset = null;
    }

    /// <summary>The first key behind all that begin with a prefix, on the pinned heap; null where there is none.</summary>
    internal static byte[]? Bound(ReadOnlySpan<byte> prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == 0xFF)
        {
            length--;
        }

        if (length == 0)
        {
            return null;
        }

        var bound = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        prefix[..length].CopyTo(bound);
        bound[length - 1]++;
        return bound;
    }

    /// <summary>Whether any key lies behind all those of a prefix.</summary>
    private static bool HasEnd(ReadOnlySpan<byte> prefix) => prefix.ContainsAnyExcept((byte)0xFF);

    private static bool IsExpired(byte[] key, IReadOnlyList<ReadOnlyMemory<byte>> expired)
    {
        for (var i = 0; i < expired.Count; i++)
        {
            if (HasEnd(expired[i].Span) && key.AsSpan().StartsWith(expired[i].Span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One range delete, in the batch before what is written anew. A prefix without an end goes key by key.</summary>
    private void Expire(WriteBatch batch, ReadOnlyMemory<byte> prefix)
    {
        if (Bound(prefix.Span) is { } end)
        {
            var begin = prefix.ToArray();
            batch.DeleteRange(begin, (ulong)begin.Length, end, (ulong)end.Length, _family);
        }
    }

    private void Write(WriteBatch batch)
    {
        try
        {
            _database.Write(batch);
        }
        catch (RocksDbException refused)
        {
            throw new LocalStateException(_directory, refused);
        }
    }

    private long Property(string name) =>
        long.TryParse(_database.GetProperty(name, _family), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
