using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Rules;
using Streams.Schemas.Parsing;
using Streams.Topologies.Binding;
using Streams.Topologies.Time;

namespace Streams.Host.Running;

/// <summary>The stages of the pipeline: what each reads and writes, and what runs in it.</summary>
internal static class PipelineStages
{
    /// <summary>Stages A, B and C.</summary>
    public static StageDescriptor[] Of(
        StreamsOptions options,
        IWriterSchemas? schemas,
        FollowedTopics followed,
        TopicNames topics,
        PipelineShape shape,
        PipelineStatus status
    )
    {
        var pipeline = options.Detection.Pipeline;
        var (registry, table) = (followed.Rules.Reloader.Registry, followed.Entities.Table);
        var parser = pipeline.Normalise.Parser with { WriterSchemas = schemas };
        var (normalise, observe) = (pipeline.Normalise with { Feeds = options.Feeds.ByFormat, Parser = parser }, pipeline.Observe);
        var models = ModelLibrary.Load();
        return
        [
            new StageDescriptor
            {
                Name = StageOrder.Normalise,
                Inputs = [.. topics.Raw.Values.Distinct()],
                TakesUpPartitions = true,
                Outputs = [topics.Events, .. TopicPlan.FeedsOf(options), topics.Signals, topics.Observations, topics.Entities, topics.DeadLetters],
                CreateTask = context => new NormaliseBinding(
                    context,
                    topics.SourcesOf(context.Topic),
                    topics,
                    registry,
                    normalise,
                    table,
                    status,
                    TimeProvider.System
                ),
            },
            new StageDescriptor
            {
                Name = StageOrder.Observe,
                Inputs = [topics.Observations],
                Outputs = [topics.Signals, .. topics.Features.Values, topics.Scores, topics.DeadLetters],
                CommitInterval = TimeSpan.FromMilliseconds(500),
                CreateTask = context => new ObserveBinding(
                    context,
                    topics,
                    registry,
                    observe,
                    shape,
                    models,
                    status,
                    followed.Models.Registry,
                    followed.Labels.Registry
                ),
            },
            new StageDescriptor
            {
                Name = StageOrder.Correlate,
                Inputs = [topics.Signals],
                Outputs = [topics.Alerts, topics.DeadLetters],
                CreateTask = context => new CorrelateBinding(context, topics, registry, normalise, shape, status, pipeline.Storm, pipeline.Groups),
            },
        ];
    }
}
