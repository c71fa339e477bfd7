using Microsoft.Extensions.Logging;
using Streams.Host.Configuration;
using Streams.Host.Signing;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Reload;

/// <summary>The process's rules while it runs: where they come from, and when those that were superseded are unloaded.</summary>
internal sealed class RuleWatch : IAsyncDisposable
{
    private readonly DirectoryRules? _directory;
    private readonly TopicRules? _topic;
    private readonly PipelineStatus _status;
    private readonly TimeSpan _margin;
    private readonly ExceptionNotices _notices;
    private readonly PeriodicTimer _timer;
    private readonly Task _running;

    private RuleWatch(
        RuleReloader reloader,
        DirectoryRules? directory,
        TopicRules? topic,
        PipelineStatus status,
        TimeSpan margin,
        ExceptionNotices notices,
        TimeProvider time
    )
    {
        (Reloader, _directory, _topic, _status, _margin, _notices) = (reloader, directory, topic, status, margin, notices);
        _timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        _running = RunAsync();
    }

    public RuleReloader Reloader { get; }

    /// <summary>Why the rules cannot be followed; null while they can.</summary>
    public string? Trouble => _topic?.Trouble;

    /// <summary>Reads what is published and begins to watch.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="plan">The rules of the directory.</param>
    /// <param name="topic">The topic <c>rules</c>.</param>
    /// <param name="status">Tells how far the stages are.</param>
    /// <param name="isFixed">Whether the rules never change (the demo).</param>
    /// <param name="log">The log.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<RuleWatch> StartAsync(
        StreamsOptions options,
        RulePlan plan,
        string topic,
        PipelineStatus status,
        bool isFixed,
        ILogger log,
        CancellationToken cancel
    )
    {
        var (detection, time) = (options.Detection, TimeProvider.System);
        var reloader = new RuleReloader(RuleRegistry.Of(plan), log, isFixed ? null : new LastGoodRules(options.State.Directory));
        var sources = RuleSources.Of(detection.Rules);
        DirectoryRules? directory = null;
        TopicRules? published = null;
        if (!isFixed && detection.RuleSource == "topic")
        {
            published = await TopicRules
                .StartAsync(options.Kafka, topic, reloader, sources.Read(), SignedSets.Of(options.Security.RulesKeyFile), time, log, cancel)
                .ConfigureAwait(false);
        }
        else if (!isFixed && detection.RuleReload > TimeSpan.Zero)
        {
            directory = new DirectoryRules(reloader, sources, detection.RuleReload, detection.RuleTakeOver, time, log);
        }

        return new RuleWatch(
            reloader,
            directory,
            published,
            status,
            detection.Time.Timeout + detection.Time.Lateness.Values.Append(detection.Time.DefaultLateness).Max(),
            new ExceptionNotices(time, log),
            time
        );
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running.ConfigureAwait(false);
        if (_directory is not null)
        {
            await _directory.DisposeAsync().ConfigureAwait(false);
        }

        if (_topic is not null)
        {
            await _topic.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            _notices.Look(Reloader.Registry.Timeline.Newest.Plan.Rules);
            Timestamp[] reached = [.. _status.Normalise.Values.Select(a => a.Frontier), .. _status.Frontiers.Values];
            if (reached.Length > 0 && reached.Min() is { IsKnown: true } least)
            {
                Reloader.Registry.Retire(least - (_margin.Ticks * 100));
            }
        }
    }
}
