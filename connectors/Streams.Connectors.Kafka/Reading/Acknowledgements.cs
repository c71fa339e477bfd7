namespace Streams.Connectors.Kafka.Reading;

/// <summary>Which records of one partition are acknowledged; what may be committed ends before the first that is not.</summary>
internal sealed class Acknowledgements
{
    private readonly Queue<long> handedOut = new();
    private readonly HashSet<long> early = [];
    private long position = -1;
    private long committed = -1;

    /// <summary>The first that is handed out and not acknowledged, else the one after the last acknowledged; -1: nothing was handed out yet.</summary>
    public long Next => handedOut.TryPeek(out var first) ? first : position;

    public void HandedOut(long offset) => handedOut.Enqueue(offset);

    public void Acknowledge(long offset)
    {
        early.Add(offset);
        while (handedOut.TryPeek(out var first) && early.Remove(first))
        {
            handedOut.Dequeue();
            position = first + 1;
        }
    }

    /// <summary>The offset to commit, if it moved since <see cref="Committed"/>.</summary>
    public bool TryGetCommit(out long offset)
    {
        offset = position;
        return position > committed;
    }

    public void Committed() => committed = position;
}
