namespace Streams.Topologies.Correlate;

/// <summary>The stored pieces of one group's signals ahead of the watermark, and how many signals each holds.</summary>
internal sealed class GroupChunks
{
    private readonly Dictionary<int, int> _stored = [];
    private readonly Dictionary<int, int> _now = [];
    private readonly List<int> _changed = [];
    private int _last;

    /// <summary>Whether nothing is stored.</summary>
    public bool IsEmpty => _stored.Count == 0;

    /// <summary>A piece was restored.</summary>
    public void Stored(int chunk, int signals)
    {
        _stored[chunk] = signals;
        _last = Math.Max(_last, chunk);
    }

    /// <summary>Puts the signals that stand in no piece into a new one, and gives the pieces that no longer hold what is stored.</summary>
    public IReadOnlyList<int> Changed(List<Waiting> unsettled)
    {
        _now.Clear();
        _changed.Clear();
        for (var i = 0; i < unsettled.Count; i++)
        {
            if (unsettled[i].Chunk == 0)
            {
                unsettled[i] = unsettled[i] with { Chunk = _last + 1 };
            }

            _now[unsettled[i].Chunk] = _now.GetValueOrDefault(unsettled[i].Chunk) + 1;
        }

        _last += _now.ContainsKey(_last + 1) ? 1 : 0;
        foreach (var (chunk, count) in _stored)
        {
            if (!_now.TryGetValue(chunk, out var left) || left != count)
            {
                _changed.Add(chunk);
            }
        }

        foreach (var chunk in _now.Keys)
        {
            if (!_stored.ContainsKey(chunk))
            {
                _changed.Add(chunk);
            }
        }

        foreach (var chunk in _changed)
        {
            if (_now.TryGetValue(chunk, out var count))
            {
                _stored[chunk] = count;
            }
            else
            {
                _stored.Remove(chunk);
            }
        }

        return _changed;
    }
}
