using Streams.Host.WebConsole.Alerts;

namespace Streams.Host.WebConsole.Figures;

/// <summary>Once a second: takes the figures, keeps them for the plots, and sends them to every open page.</summary>
internal sealed class StatusTicker : IAsyncDisposable
{
    private readonly SourceSampler _sources;
    private readonly StatusWriter _writer;
    private readonly SourceHistory _history;
    private readonly AlertFeed _feed;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly Task _running;
    private long _sampledAt;

    private StatusTicker(SourceSampler sources, StatusWriter writer, SourceHistory history, AlertFeed feed, TimeProvider time)
    {
        (_sources, _writer, _history, _feed, _time) = (sources, writer, history, feed, time);
        _sampledAt = time.GetTimestamp();
        _timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        Take();
        _running = RunAsync();
    }

    /// <summary>The last status as JSON.</summary>
    public ReadOnlyMemory<byte> Last { get; private set; }

    /// <summary>What of it a tenant sees.</summary>
    public ReadOnlyMemory<byte> LastOfTenants { get; private set; }

    public static StatusTicker Start(SourceSampler sources, StatusWriter writer, SourceHistory history, AlertFeed feed, TimeProvider time) =>
        new(sources, writer, history, feed, time);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            Take();
            _feed.Broadcast(EventFrame.Of("status", null, Last.Span), EventFrame.Of("status", null, LastOfTenants.Span));
        }
    }

    private void Take()
    {
        var elapsed = _time.GetElapsedTime(_sampledAt);
        _sampledAt = _time.GetTimestamp();
        var sources = _sources.Sample(elapsed);
        _history.Add(sources);
        Last = _writer.Write(sources, elapsed);
        LastOfTenants = _writer.WriteForTenants();
    }
}
