using Streams.Engine.Hosting;
using Streams.Engine.State.Local;

namespace Streams.Engine.State;

/// <summary>
/// One task's keyed bytes as the task sees them: what it has written and not flushed, what is flushed and not committed, then what is committed.
/// One owner: the stream thread.
/// </summary>
internal sealed class TaskState(ILocalTable table, long cacheBytes = 0) : ITaskStore
{
    private readonly ReadCache? _cache = cacheBytes > 0 ? new ReadCache(cacheBytes) : null;
    private Dictionary<byte[], byte[]?> _written = new(KeyComparer.Instance);
    private Dictionary<byte[], byte[]?> _flushed = new(KeyComparer.Instance);
    private readonly List<ReadOnlyMemory<byte>> _expired = [];
    private readonly List<ReadOnlyMemory<byte>> _flushedExpired = [];

    /// <summary>What was written since the last <see cref="Flushed"/>; null is a removed key.</summary>
    public IReadOnlyDictionary<byte[], byte[]?> Written => _written;

    /// <summary>Whether anything flushed waits for its commit.</summary>
    public bool AwaitsCommit => _flushed.Count > 0;

    public byte[]? Get(byte[] key)
    {
        if (_written.TryGetValue(key, out var value) || _flushed.TryGetValue(key, out value) || (_cache is not null && _cache.TryGet(key, out value)))
        {
            return value;
        }

        value = table.Get(key);
        _cache?.Put(key, value);
        return value;
    }

    public void Put(byte[] key, byte[]? value) => _written[key] = value;

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(ReadOnlyMemory<byte> prefix)
    {
        // A copy of what is not committed, so that a scan may write.
        var over = new SortedDictionary<byte[], byte[]?>(KeyComparer.Instance);
        Overlay(_flushed, prefix.Span, over);
        Overlay(_written, prefix.Span, over);
        return over.Count == 0 ? table.Scan(prefix) : Merge(table.Scan(prefix), over);
    }

    public void RemovePrefix(ReadOnlyMemory<byte> prefix)
    {
        var any = false;
        foreach (var (key, _) in Scan(prefix))
        {
            _written[key] = null;
            any = true;
        }

        if (any)
        {
            _expired.Add(prefix.ToArray());
        }
    }

    /// <summary>What was written is on its way to the changelog.</summary>
    public void Flushed()
    {
        _flushedExpired.AddRange(_expired);
        _expired.Clear();
        if (_flushed.Count == 0)
        {
            (_flushed, _written) = (_written, _flushed);
            return;
        }

        foreach (var (key, value) in _written)
        {
            _flushed[key] = value;
        }

        _written.Clear();
    }

    /// <summary>What was flushed is committed up to an offset of the changelog.</summary>
    /// <exception cref="LocalStateException">The disk refuses.</exception>
    public void Committed(long nextOffset, long nowMs)
    {
        table.Apply(_flushed, nextOffset, nowMs, _flushedExpired);
        _flushedExpired.Clear();
        if (_cache is not null)
        {
            foreach (var (key, value) in _flushed)
            {
                _cache.Update(key, value);
            }
        }

        _flushed.Clear();
    }

    /// <summary>Writes of the changelog come in as committed.</summary>
    /// <exception cref="LocalStateException">The disk refuses.</exception>
    public void Restore(IReadOnlyCollection<KeyValuePair<byte[], byte[]?>> writes, long nextOffset, long nowMs)
    {
        _cache?.Clear();
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
