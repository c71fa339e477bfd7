namespace Streams.Connectors.Kafka.Reading;

/// <summary>Which records of one partition are acknowledged; what may be committed ends before the first that is not.</summary>
internal sealed class Acknowledgements
{
    private readonly Queue<long> _handedOut = new();
    private readonly HashSet<long> _early = [];
    private long _position = -1;
    private long _committed = -1;

    /// <summary>The first that is handed out and not acknowledged, else the one after the last acknowledged; -1: nothing was handed out yet.</summary>
    public long Next => _handedOut.TryPeek(out var first) ? first : _position;

    public void HandedOut(long offset) => _handedOut.Enqueue(offset);

    public void Acknowledge(long offset)
    {
        _early.Add(offset);
        while (_handedOut.TryPeek(out var first) && _early.Remove(first))
        {
            _handedOut.Dequeue();
            _position = first + 1;
        }
    }

    /// <summary>The offset to commit, if it moved since <see cref="Committed"/>.</summary>
    public bool TryGetCommit(out long offset)
    {
        offset = _position;
        return _position > _committed;
    }

    public void Committed() => _committed = _position;
}
