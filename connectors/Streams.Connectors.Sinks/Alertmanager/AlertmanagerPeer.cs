using Streams.Connectors.Sinks.Delivery;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>
/// Keeps one Alertmanager informed: of changes at once, of all that is active every <see cref="AlertmanagerSinkOptions.Resend"/>, and of all once it is back:
/// it keeps alerts in memory only. A peer that is away holds up nobody but itself.
/// </summary>
internal sealed class AlertmanagerPeer : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private readonly ActiveAlerts _alerts;
    private readonly AlertmanagerClient _client;
    private readonly TimeSpan _resend;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<(long Version, TaskCompletionSource<string?> Done)> _waiting = [];
    private TaskCompletionSource _woken = NewSignal();
    private Task _running = Task.CompletedTask;
    private long _reached;

    public AlertmanagerPeer(Uri url, ActiveAlerts alerts, AlertmanagerSinkOptions options, SinkContext context)
    {
        (_alerts, _client, _resend, _time) = (alerts, new AlertmanagerClient(url, options, context.RunbookOf), options.Resend, context.Time);
    }

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Tells it at once.</summary>
    /// <returns>Null when it has everything up to a version; else why it could not be told.</returns>
    public Task<string?> TellAsync(long version)
    {
        lock (_gate)
        {
            if (_reached >= version)
            {
                return Task.FromResult<string?>(null);
            }

            var done = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((version, done));
            _woken.TrySetResult();
            return done.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        Answer("stopped");
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var (pause, everything) = (FirstPause, true);
        while (!_stop.IsCancellationRequested)
        {
            var trouble = await PostAsync(everything).ConfigureAwait(false);
            everything = trouble is not null;
            pause =
                trouble is null ? FirstPause
                : pause * 2 < _resend ? pause * 2
                : _resend;
            everything |= !await WokenAsync(trouble is null ? _resend : pause).ConfigureAwait(false);
        }
    }

    private async Task<string?> PostAsync(bool everything)
    {
        long since;
        lock (_gate)
        {
            since = everything ? 0 : _reached;
            _woken = _woken.Task.IsCompleted ? NewSignal() : _woken;
        }

        var (version, alerts) = _alerts.After(since);
        try
        {
            await _client.PostAsync(alerts, (alert, reason) => _alerts.Refuse(alert.Alert.Id, reason), _stop.Token).ConfigureAwait(false);
            Reach(version);
            return null;
        }
        catch (Exception e) when (e is TemporaryDeliveryException or OperationCanceledException)
        {
            Answer(e.Message);
            return e.Message;
        }
    }

    /// <summary>True when woken, false when the time is over.</summary>
    private async Task<bool> WokenAsync(TimeSpan wait)
    {
        Task woken;
        lock (_gate)
        {
            woken = _woken.Task;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var first = await Task.WhenAny(woken, Task.Delay(wait, _time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        return first == woken;
    }

    private void Reach(long version)
    {
        lock (_gate)
        {
            _reached = version;
            foreach (var (_, done) in _waiting.Where(w => w.Version <= version))
            {
                done.TrySetResult(null);
            }

            _waiting.RemoveAll(w => w.Version <= version);
        }
    }

    private void Answer(string trouble)
    {
        lock (_gate)
        {
            foreach (var (_, done) in _waiting)
            {
                done.TrySetResult(trouble);
            }

            _waiting.Clear();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
