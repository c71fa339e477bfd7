using Microsoft.Extensions.Logging;
using Streams.Connectors.Sinks;
using Streams.Host.Configuration;
using Streams.Topologies.Binding;
using Streams.Topologies.Rules;

namespace Streams.Host.Sinks;

/// <summary>The configured sinks, each with its own place in <c>alerts</c>. </summary>
internal sealed class SinkSet : IAsyncDisposable
{
    private SinkSet(IReadOnlyList<SinkRunner> runners) => Runners = runners;

    public IReadOnlyList<SinkRunner> Runners { get; }

    public static SinkSet Start(StreamsOptions options, TopicNames topics, RuleRegistry registry, ILoggerFactory log)
    {
        var context = Context(options, id => RunbookOf(registry.Timeline, id));
        var runners = options
            .Sinks.On.Select(s => new SinkRunner(
                s.Kind.Create(s.Options, context),
                options.Kafka,
                topics,
                new SinkRunnerOptions
                {
                    Name = s.Name,
                    IsShared = true,
                    Takes = s.Kind.Takes,
                    Traces = options.Traces.Of(topics.Raw.Values),
                    Log = log.CreateLogger("Streams.Sinks"),
                    View = new SinkView(s.Options),
                }
            ))
            .ToArray();
        return new SinkSet(runners);
    }

    /// <summary>What sinks may ask of the service.</summary>
    public static SinkContext Context(StreamsOptions options, Func<string, string?> runbookOf) =>
        new()
        {
            Time = TimeProvider.System,
            RunbookOf = runbookOf,
            Publisher = (bootstrap, properties) => KafkaPublisher.To(bootstrap, properties, options.Kafka),
        };

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
