namespace Streams.Host.Supervision;

/// <summary>How long to wait before the next start: 1 s, doubling to 30 s, 1 s again after the service has been up for a minute.</summary>
internal sealed class RestartDelay
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Healthy = TimeSpan.FromSeconds(60);
    private TimeSpan _next = First;

    /// <summary>The delay after a run of this length.</summary>
    public TimeSpan After(TimeSpan up)
    {
        if (up >= Healthy)
        {
            _next = First;
        }

        var delay = _next;
        _next = _next * 2 > Longest ? Longest : _next * 2;
        return delay;
    }
}
