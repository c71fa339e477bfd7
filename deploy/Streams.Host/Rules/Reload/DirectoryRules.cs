using Microsoft.Extensions.Logging;
using Streams.Schemas.Events;

namespace Streams.Host.Rules.Reload;

/// <summary>
/// Watches a rule directory by looking, for a mounted ConfigMap is exchanged behind symbolic links: what has changed and then stood still for one look is offered.
/// For one process; more than one share their rules by the topic.
/// </summary>
internal sealed class DirectoryRules : IAsyncDisposable
{
    private readonly RuleReloader _reloader;
    private readonly RuleSources _sources;
    private readonly TimeSpan _takeOver;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PeriodicTimer _timer;
    private readonly Task _running;
    private string _offered;
    private string _seen;

    /// <param name="reloader">Takes the rules.</param>
    /// <param name="sources">Rule files and directories, as they were loaded at the start.</param>
    /// <param name="interval">The time between two looks.</param>
    /// <param name="takeOver">How long after it was found a set is taken over.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where trouble is told.</param>
    public DirectoryRules(RuleReloader reloader, RuleSources sources, TimeSpan interval, TimeSpan takeOver, TimeProvider time, ILogger log)
    {
        (_reloader, _sources, _takeOver, _time, _log) = (reloader, sources, takeOver, time, log);
        _offered = _seen = Fingerprint();
        _timer = new PeriodicTimer(interval, time);
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            try
            {
                Look();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is being exchanged just now, or was taken away: the next look tells.
                Log.Unreadable(_log, e.Message);
            }
        }
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        var now = Fingerprint();
        var stoodStill = now == _seen;
        _seen = now;
        if (!stoodStill || now == _offered)
        {
            return;
        }

        var files = _sources.Read();
        _offered = now;
        if (files.Length == 0)
        {
            Log.Unreadable(_log, $"{_sources.Text} {RuleSources.NoRules}");
            return;
        }

        _reloader.Offer(_sources.Text, files, Timestamp.From(_time.GetUtcNow() + _takeOver).Floor(Timestamp.Millisecond));
    }

    private string Fingerprint() =>
        string.Join('\n', _sources.Inputs().Select(file => new FileInfo(file)).Select(file => $"{file.FullName} {file.Length} {Written(file).Ticks}"));

    /// <summary>When the file itself was written, not the link to it.</summary>
    private static DateTime Written(FileInfo file) => (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).LastWriteTimeUtc;
}
