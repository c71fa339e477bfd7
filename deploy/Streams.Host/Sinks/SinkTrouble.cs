using Microsoft.Extensions.Logging;

namespace Streams.Host.Sinks;

/// <summary>A sink's trouble: told once when it begins and once when it is over, however often it is tried in between.</summary>
internal sealed class SinkTrouble(string sink, ILogger log, TimeProvider time)
{
    private volatile string? _reason;
    private long _since;
    private long _retries;

    /// <summary>Why it cannot deliver; null while it can.</summary>
    public string? Reason => _reason;

    public void Begin(string reason)
    {
        if (_reason is null)
        {
            (_since, _retries) = (time.GetTimestamp(), 0);
            SinkLog.Stuck(log, sink, reason);
        }

        _retries++;
        _reason = reason;
    }

    public void End()
    {
        if (_reason is not null)
        {
            _reason = null;
            SinkLog.Again(log, sink, time.GetElapsedTime(_since).TotalSeconds, _retries);
        }
    }
}
