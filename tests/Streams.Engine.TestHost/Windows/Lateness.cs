namespace Streams.Engine.TestHost.Windows;

/// <summary>
/// Which event times are still accepted. Late means: further behind the progress (the mark that closes windows) than the grace allows.
/// What is late changes nothing, whatever is still open, so that the result depends on the accepted records only and not on their order.
/// </summary>
/// <param name="grace">How far behind the progress an event time may be.</param>
public sealed class Lateness(long grace)
{
    /// <summary>The highest progress so far.</summary>
    public long Progress { get; private set; } = long.MinValue;

    /// <summary>How many records were late.</summary>
    public long Late { get; private set; }

    /// <summary>The least event time that is accepted.</summary>
    public long Oldest => Progress == long.MinValue ? long.MinValue : Progress - grace;

    /// <summary>Whether an event time is accepted; counts it where it is late.</summary>
    public bool Accept(long time)
    {
        if (time >= Oldest)
        {
            return true;
        }

        Late++;
        return false;
    }

    /// <summary>Moves the progress on; it never goes back.</summary>
    public void Advance(long progress) => Progress = Math.Max(Progress, progress);
}
