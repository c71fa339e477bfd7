namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>How many bytes requests hold at a time. What is not there yet is not counted: who sends slowly takes no room from others. Thread-safe.</summary>
internal sealed class BytesInFlight(long most)
{
    private long _held;

    /// <summary>Takes room; false where there is none.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= most)
        {
            return true;
        }

        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _held, -bytes);
}
