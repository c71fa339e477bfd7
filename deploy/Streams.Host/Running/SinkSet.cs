using Streams.Connectors.Alertmanager.Posting;
using Streams.Connectors.Loki.Pushing;
using Streams.Host.Configuration;
using Streams.Host.Sinks;
using Streams.Topologies.Binding;
using Streams.Topologies.Rules;

namespace Streams.Host.Running;

/// <summary>The configured sinks, each with its own place in <c>alerts</c>. A new sink is one line here.</summary>
internal sealed class SinkSet : IAsyncDisposable
{
    private SinkSet(IReadOnlyList<SinkRunner> runners) => Runners = runners;

    public IReadOnlyList<SinkRunner> Runners { get; }

    public static SinkSet Start(StreamsOptions options, TopicNames topics, RuleBook book)
    {
        var runners = new List<SinkRunner>();
        if (options.Sinks.File.Length > 0)
        {
            runners.Add(new SinkRunner(new AlertFileSink(options.Sinks.File), options.Kafka, topics));
        }

        if (options.Sinks.Loki.Url.Length > 0)
        {
            runners.Add(new SinkRunner(new LokiSink(options.Sinks.Loki.ToSinkOptions()), options.Kafka, topics));
        }

        if (options.Sinks.Alertmanager.Urls.Count > 0)
        {
            runners.Add(new SinkRunner(new AlertmanagerSink(options.Sinks.Alertmanager.ToSinkOptions(id => RunbookOf(book.Timeline, id)), TimeProvider.System), options.Kafka, topics));
        }

        return new SinkSet(runners);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in Runners)
        {
            await runner.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string? RunbookOf(RuleTimeline timeline, string rule) =>
        timeline.Versions.Reverse().SelectMany(v => v.Plan.Roots.Values).FirstOrDefault(r => r.Meta.Id == rule)?.Meta.Runbook;
}
