namespace Streams.Topologies.Correlate.Groups;

/// <summary>The stored pieces of one group's signals ahead of the watermark, and how many signals each holds.</summary>
internal sealed class GroupChunks
{
    private readonly List<(int Chunk, int Signals)> _stored = new(1);
    private List<(int Chunk, byte[] Signals)>? _restored;
    private int _last;

    /// <summary>Whether nothing is stored.</summary>
    public bool IsEmpty => _stored.Count == 0;

    /// <summary>A piece was restored.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public void Restore(int chunk, byte[] signals)
    {
        (_restored ??= []).Add((chunk, signals));
        _stored.Add((chunk, GroupCodec.CountOf(signals)));
        _last = Math.Max(_last, chunk);
    }

    /// <summary>The pieces that were restored, once.</summary>
    public IEnumerable<(int Chunk, byte[] Signals)> TakeRestored()
    {
        var restored = _restored ?? [];
        _restored = null;
        return restored;
    }

    /// <summary>Puts the signals that stand in no piece into a new one.</summary>
    /// <param name="buffered">The signals ahead of the watermark.</param>
    /// <param name="now">Takes the number of signals by piece; cleared before.</param>
    /// <param name="changed">Takes the pieces that no longer hold what is stored; cleared before.</param>
    public void Follow(List<BufferedSignal> buffered, Dictionary<int, int> now, List<int> changed)
    {
        now.Clear();
        changed.Clear();
        foreach (var (_, signal) in buffered)
        {
            signal.Chunk = signal.Chunk == 0 ? _last + 1 : signal.Chunk;
            now[signal.Chunk] = now.GetValueOrDefault(signal.Chunk) + 1;
        }

        for (var i = _stored.Count - 1; i >= 0; i--)
        {
            var (chunk, count) = _stored[i];
            var left = now.GetValueOrDefault(chunk);
            if (left == count)
            {
                continue;
            }

            changed.Add(chunk);
            if (left == 0)
            {
                _stored.RemoveAt(i);
            }
            else
            {
                _stored[i] = (chunk, left);
            }
        }

        if (now.TryGetValue(_last + 1, out var added))
        {
            changed.Add(++_last);
            _stored.Add((_last, added));
        }
    }
}
