namespace Streams.Engine.State;

/// <summary>Measures the restore of one assignment, from the first store that begins to the last that ends. One owner: the stream thread.</summary>
internal sealed class RestoreClock(RestoreEstimate? estimate, TimeProvider time)
{
    private bool _running;
    private long _began;
    private long _before;

    /// <summary>A store begins.</summary>
    /// <param name="restored">Records restored so far.</param>
    public void Begin(long restored)
    {
        if (!_running)
        {
            (_running, _began, _before) = (true, time.GetTimestamp(), restored);
        }
    }

    /// <summary>The last store has ended.</summary>
    /// <param name="restored">Records restored so far.</param>
    public void End(long restored)
    {
        if (_running)
        {
            _running = false;
            estimate?.Measured(restored - _before, time.GetElapsedTime(_began));
        }
    }
}
