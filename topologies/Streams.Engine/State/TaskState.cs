using Streams.Engine.Hosting;
using Streams.Engine.State.Local;

namespace Streams.Engine.State;

/// <summary>
/// One task's keyed bytes as the task sees them: what it has written and not flushed, what is flushed and not committed, then what is committed.
/// One owner: the stream thread.
/// </summary>
internal sealed class TaskState(ILocalTable table, long cacheBytes = 0) : ITaskStore
{
    private readonly ReadCache? cache = cacheBytes > 0 ? new ReadCache(cacheBytes) : null;
    private Dictionary<byte[], byte[]?> written = new(KeyComparer.Instance);
    private Dictionary<byte[], byte[]?> flushed = new(KeyComparer.Instance);
    private readonly List<ReadOnlyMemory<byte>> expired = [];
    private readonly List<ReadOnlyMemory<byte>> flushedExpired = [];

    /// <summary>What was written since the last <see cref="Flushed"/>; null is a removed key.</summary>
    public IReadOnlyDictionary<byte[], byte[]?> Written => written;

    /// <summary>Whether anything flushed waits for its commit.</summary>
    public bool AwaitsCommit => flushed.Count > 0;

    public byte[]? Get(byte[] key)
    {
        if (written.TryGetValue(key, out var value) || flushed.TryGetValue(key, out value) || (cache is not null && cache.TryGet(key, out value)))
        {
            return value;
        }

        value = table.Get(key);
        cache?.Put(key, value);
        return value;
    }

    public void Put(byte[] key, byte[]? value) => written[key] = value;

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix)
    {
        // A copy of what is not committed, so that a scan may write.
        var over = new SortedDictionary<byte[], byte[]?>(KeyComparer.Instance);
        Overlay(flushed, prefix.Span, over);
        Overlay(written, prefix.Span, over);
        return over.Count == 0 ? table.Scan(prefix) : Merge(table.Scan(prefix), over);
    }

    public void RemovePrefix(ReadOnlyMemory<byte> prefix)
    {
        var any = false;
        foreach (var (key, _) in Scan(prefix))
        {
            written[key] = null;
            any = true;
        }

        if (any)
        {
            expired.Add(prefix.ToArray());
        }
    }

    /// <summary>What was written is on its way to the changelog.</summary>
    public void Flushed()
    {
        flushedExpired.AddRange(expired);
        expired.Clear();
        if (flushed.Count == 0)
        {
            (flushed, written) = (written, flushed);
            return;
        }

        foreach (var (key, value) in written)
        {
            flushed[key] = value;
        }

        written.Clear();
    }

    /// <summary>What was flushed is committed up to an offset of the changelog.</summary>
    /// <exception cref="LocalStateException">The disk refuses.</exception>
    public void Committed(long nextOffset, long nowMs)
    {
        table.Apply(flushed, nextOffset, nowMs, flushedExpired);
        flushedExpired.Clear();
        if (cache is not null)
        {
            foreach (var (key, value) in flushed)
            {
                cache.Update(key, value);
            }
        }

        flushed.Clear();
    }

    /// <summary>Writes of the changelog come in as committed.</summary>
    /// <exception cref="LocalStateException">The disk refuses.</exception>
    public void Restore(IReadOnlyCollection<KeyValuePair<byte[], byte[]?>> writes, long nextOffset, long nowMs)
    {
        cache?.Clear();
        table.Apply(writes, nextOffset, nowMs, []);
    }

    private static void Overlay(Dictionary<byte[], byte[]?> from, ReadOnlySpan<byte> prefix, SortedDictionary<byte[], byte[]?> over)
    {
        foreach (var (key, value) in from)
        {
            if (key.AsSpan().StartsWith(prefix))
            {
                over[key] = value;
            }
        }
    }

    private static IEnumerable<KeyValuePair<byte[], byte[]>> Merge(IEnumerable<KeyValuePair<byte[], byte[]>> committed, SortedDictionary<byte[], byte[]?> over)
    {
        using var news = over.GetEnumerator();
        var more = news.MoveNext();
        foreach (var row in committed)
        {
            while (more && KeyComparer.Instance.Compare(news.Current.Key, row.Key) < 0)
            {
                if (news.Current.Value is { } value)
                {
                    yield return new(news.Current.Key, value);
                }

                more = news.MoveNext();
            }

            if (more && KeyComparer.Instance.Compare(news.Current.Key, row.Key) == 0)
            {
                if (news.Current.Value is { } value)
                {
                    yield return new(row.Key, value);
                }

                more = news.MoveNext();
            }
            else
            {
                yield return row;
            }
        }

        for (; more; more = news.MoveNext())
        {
            if (news.Current.Value is { } value)
            {
                yield return new(news.Current.Key, value);
            }
        }
    }
}
