namespace Streams.Engine.State;

/// <summary>Measures the restore of one assignment, from the first store that begins to the last that ends. One owner: the stream thread.</summary>
internal sealed class RestoreClock(RestoreEstimate? estimate, TimeProvider time)
{
    private bool running;
    private long began;
    private long before;

    /// <summary>A store begins.</summary>
    /// <param name="restored">Records restored so far.</param>
    public void Begin(long restored)
    {
        if (!running)
        {
            (running, began, before) = (true, time.GetTimestamp(), restored);
        }
    }

    /// <summary>The last store has ended.</summary>
    /// <param name="restored">Records restored so far.</param>
    public void End(long restored)
    {
        if (running)
        {
            running = false;
            estimate?.Measured(restored - before, time.GetElapsedTime(began));
        }
    }
}
