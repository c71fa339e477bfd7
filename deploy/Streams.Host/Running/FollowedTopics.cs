using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Rules.Reload;
using Streams.Host.Running.Models;
using Streams.Topologies.Binding;
using Streams.Topologies.Entities;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Host.Running;

/// <summary>The topics that every process reads whole before its stages start, and follows: entities, rules, models, labels.</summary>
internal sealed class FollowedTopics : IAsyncDisposable
{
    public required EntityReader Entities { get; init; }

    public required RuleWatch Rules { get; init; }

    public required TopicModels Models { get; init; }

    public required TopicLabels Labels { get; init; }

    /// <summary>Why one of them cannot be followed; null while all can.</summary>
    public string? Trouble => Entities.Trouble ?? Rules.Trouble ?? Models.Trouble ?? Labels.Trouble;

    /// <summary>Reads each to its end, waits for what waiting can mend, and begins to follow them.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="plan">The rules of the directory.</param>
    /// <param name="topics">The topics' names.</param>
    /// <param name="shape">The raw partitions.</param>
    /// <param name="status">Tells how far the stages are.</param>
    /// <param name="engine">How the process ends, whether its broker is its own, and where is logged.</param>
    /// <param name="retry">Tells what is waited for.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task<FollowedTopics> StartAsync(
        StreamsOptions options,
        RulePlan plan,
        TopicNames topics,
        PipelineShape shape,
        PipelineStatus status,
        EngineOptions engine,
        DependencyRetry retry,
        CancellationToken cancel
    )
    {
        var (kafka, modelLog) = (options.Kafka, engine.Logging.CreateLogger("Streams.Models"));
        var teachers = shape.Origins.Where(o => EntityTable.IsTeacher(o.Value)).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        var table = new EntityTable(teachers, options.Detection.Entities, shape.Origins.Keys);
        var entityLog = engine.Logging.CreateLogger("Streams.Entities");
        return new FollowedTopics
        {
            Entities = await ReadAsync(topics.Entities, () => EntityReader.StartAsync(kafka, topics.Entities, table, shape.Origins, engine, entityLog, cancel))
                .ConfigureAwait(false),
            Rules = await RuleWatch
                .StartAsync(options, plan, topics.Rules, status, engine.Embedded, engine.Logging.CreateLogger("Streams.Rules"), cancel)
                .ConfigureAwait(false),
            Models = await ReadAsync(topics.Models, () => TopicModels.StartAsync(kafka, topics, TimeProvider.System, modelLog, cancel)).ConfigureAwait(false),
            Labels = await ReadAsync(topics.Labels, () => TopicLabels.StartAsync(kafka, topics.Labels, modelLog, cancel)).ConfigureAwait(false),
        };

        Task<T> ReadAsync<T>(string topic, Func<Task<T>> read) => retry.UntilAsync($"the topic {topic} at {kafka.Bootstrap}", read, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Rules.DisposeAsync().ConfigureAwait(false);
        await Models.DisposeAsync().ConfigureAwait(false);
        await Labels.DisposeAsync().ConfigureAwait(false);
        await Entities.DisposeAsync().ConfigureAwait(false);
    }
}
