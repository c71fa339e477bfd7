using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine;
using Streams.Engine.Hosting;
using Streams.Engine.Seals;
using Streams.Engine.State;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Rules.Reload;
using Streams.Host.Running.Kubernetes;
using Streams.Host.Running.Models;
using Streams.Host.Schemas;
using Streams.Host.Supervision;
using Streams.Models.Registry;
using Streams.Topologies.Binding;
using Streams.Topologies.Entities;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Host.Running;

/// <summary>Stages A, B and C as Streamiz applications in this process, and the topics that it follows beside them. The same for <c>run</c> and <c>demo</c>.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private readonly StreamsEngine _engine;
    private readonly FollowedTopics _followed;
    private readonly PodWatch? _pods;
    private readonly RegistrySchemas? _schemas;

    private Pipeline(StreamsEngine engine, FollowedTopics followed, PodWatch? pods, RegistrySchemas? schemas) =>
        (_engine, _followed, _pods, _schemas) = (engine, followed, pods, schemas);

    public required TopicNames Topics { get; init; }

    /// <summary>The rules.</summary>
    public RuleReloader Rules => _followed.Rules.Reloader;

    /// <summary>Records of the topic of entities that are none, since the start.</summary>
    public long UndecodableEntities => _followed.Entities.Undecodable;

    /// <summary>Tells records of our topics that nobody of us wrote; null: none is sealed.</summary>
    public required RecordSeals? Seals { get; init; }

    /// <summary>The process's entities.</summary>
    public EntityTable EntityTable => _followed.Entities.Table;

    /// <summary>The models over windows of features.</summary>
    public ModelRegistry Models => _followed.Models.Registry;

    /// <summary>How far they have moved.</summary>
    public required DriftWatch Drift { get; init; }

    /// <summary>What the stages have counted.</summary>
    public required PipelineStatus Status { get; init; }

    public required PipelineShape Shape { get; init; }

    /// <summary>The stages, with what they read and write.</summary>
    public required IReadOnlyList<StageDescriptor> Stages { get; init; }

    /// <summary>Whether all state is restored and every stage has its partitions.</summary>
    public bool Ready => _engine.Ready && _followed.Trouble is null;

    /// <summary>Whether every stream thread polls.</summary>
    public bool Alive => _engine.Alive;

    /// <summary>The stages' committed state in this process.</summary>
    public StateQueries State => _engine.State;

    /// <summary>The topologies, as text and as Mermaid.</summary>
    public TopologyDescription Describe() => _engine.Describe();

    /// <summary>Creates what is missing, restores, and starts.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="plan">The rules of the directory.</param>
    /// <param name="broker">The embedded broker, where there is one.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <param name="log">The engine's log; null: none.</param>
    /// <exception cref="EnvironmentException">The broker does not answer or refuses.</exception>
    public static async Task<Pipeline> StartAsync(
        StreamsOptions options,
        RulePlan plan,
        EmbeddedBroker? broker,
        CancellationToken cancel,
        ILoggerFactory? log = null
    )
    {
        var pipeline = await BeginAsync(options, plan, broker, new DependencyRetry(TimeProvider.System, static _ => { }), cancel, log).ConfigureAwait(false);
        await pipeline.WaitUntilReadyAsync(cancel).ConfigureAwait(false);
        return pipeline;
    }

    /// <summary>Creates what is missing and starts the stages, which then restore; waits for what waiting can mend.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="plan">The rules of the directory.</param>
    /// <param name="broker">The embedded broker, where there is one.</param>
    /// <param name="retry">Tells what is waited for.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <param name="log">The engine's log; null: none.</param>
    public static async Task<Pipeline> BeginAsync(
        StreamsOptions options,
        RulePlan plan,
        EmbeddedBroker? broker,
        DependencyRetry retry,
        CancellationToken cancel,
        ILoggerFactory? log = null
    )
    {
        var apiServer = PodWatch.Connect(options.Kubernetes);
        StateFolder.Close(options.State.Directory);
        var topics = TopicPlan.Names(options.Kafka);
        var specs = TopicPlan.Specs(options);
        var engineOptions = EngineOptionsOf(options, specs, broker) with { Logging = log ?? NullLoggerFactory.Instance };
        if (broker is null)
        {
            await retry
                .UntilAsync("an upgrade of this process", () => new LaterVersion(options.Kafka, options.State, engineOptions.Program).PassedAsync(), cancel)
                .ConfigureAwait(false);
        }

        var shape = await retry
            .UntilAsync($"Kafka at {options.Kafka.Bootstrap}", () => RawPartitions.ReadAsync(engineOptions, specs, topics, cancel), cancel)
            .ConfigureAwait(false);
        if (broker is null)
        {
            await retry.UntilAsync($"the topics at {options.Kafka.Bootstrap}", () => AloneAsync(options.Kafka), cancel).ConfigureAwait(false);
        }

        var status = new PipelineStatus();
        var followed = await FollowedTopics.StartAsync(options, plan, topics, shape, status, engineOptions, retry, cancel).ConfigureAwait(false);
        var schemas = RegistrySchemas.Of(options.Kafka, engineOptions.Logging.CreateLogger("Streams.Schemas"));
        var stages = PipelineStages.Of(options, schemas, followed, topics, shape, status);
        var engine = await retry
            .UntilAsync($"the state directory {options.State.Directory}", () => Task.FromResult(new StreamsEngine(engineOptions, stages)), cancel)
            .ConfigureAwait(false);
        await retry.UntilAsync($"the topics at {options.Kafka.Bootstrap}", () => engine.PrepareAsync(cancel), cancel).ConfigureAwait(false);
        await engine.StartAsync(cancel).ConfigureAwait(false);
        var pods = PodWatch.Start(
            apiServer,
            options,
            topics.Entities,
            followed.Entities.Table,
            engineOptions.ProcessEnd,
            engineOptions.Logging.CreateLogger("Streams.Kubernetes")
        );
        return new Pipeline(engine, followed, pods, schemas)
        {
            Topics = topics,
            Status = status,
            Shape = shape,
            Stages = stages,
            Seals = options.Kafka.Seals,
            Drift = new DriftWatch(options.Kafka, topics, followed.Models.Registry, TimeProvider.System, engineOptions.Logging.CreateLogger("Streams.Models")),
        };
    }

    /// <summary>Waits until all state is restored.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancel) => _engine.WaitUntilReadyAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync().ConfigureAwait(false);
        if (_pods is not null)
        {
            await _pods.DisposeAsync().ConfigureAwait(false);
        }

        await Drift.DisposeAsync().ConfigureAwait(false);
        await _followed.DisposeAsync().ConfigureAwait(false);
        _schemas?.Dispose();
    }

    private static EngineOptions EngineOptionsOf(StreamsOptions options, IReadOnlyList<TopicSpec> specs, EmbeddedBroker? broker) =>
        new()
        {
            BootstrapServers = options.Kafka.Bootstrap,
            StateDirectory = options.State.Directory,
            InstanceName = options.State.Instance.Length > 0 ? options.State.Instance : null,
            ApplicationPrefix = options.Kafka.ApplicationPrefix,
            ExactlyOnce = options.Kafka.ExactlyOnce && broker is null,
            Store = broker is null && options.State.Store == "rocksdb" ? StateStore.RocksDb : StateStore.Memory,
            Program = LaterVersion.Program,
            Restarts = RestartCounts.OfParent().Counts,
            DeadLetterTopic = TopicPlan.Names(options.Kafka).DeadLetters,
            Embedded = broker is not null,
            CreateEmbeddedTopic = broker is null ? null : broker.CreateTopic,
            ClientProperties = options.Kafka.Properties,
            Seals = options.Kafka.Seals,
            Traces = options.Traces.Of(TopicPlan.Names(options.Kafka).Raw.Values),
            Topics = specs,
            ReplicationFactor = options.Kafka.Replication,
            ClockSkewMax = options.Detection.Time.ClockSkewMax,
            TransactionTimeout = options.Kafka.TransactionTimeout,
            SessionTimeout = options.Kafka.SessionTimeout,
        };

    private static Task<bool> AloneAsync(KafkaOptions options)
    {
        using var admin = KafkaClients.Admin(options);
        var others = new OtherInstallations(options, admin).Find();
        return others.Count == 0
            ? Task.FromResult(true)
            : throw new StartCheckException(
                [
                    $"{options.TopicOf("signals")}: the installation {string.Join(", ", others)} works on it now, and both would write every alert; mend: end it, or give this one its own kafka.prefix",
                ],
                mayPass: true
            );
    }
}
