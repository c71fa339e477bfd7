using Confluent.Kafka;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Processors.Public;
using Streamiz.Kafka.Net.SerDes;
using Streamiz.Kafka.Net.State;
using Streamiz.Kafka.Net.Stream;
using Streams.Engine.Assignment;
using Streams.Engine.Bindings;
using Streams.Engine.Clients;
using Streams.Engine.Hosting;
using Streams.Engine.State;

namespace Streams.Engine.Running;

/// <summary>One KafkaStream of one stream thread: a stage's topology on our clients, our store and our settings.</summary>
internal sealed class StageInstance
{
    private readonly KafkaStream _stream;

    public StageInstance(InstanceState state, IAdminClient rawAdmin)
    {
        State = state;
        Topology = BuildTopology(state);
        _stream = new KafkaStream(Topology, Configure(state), new StageClients(state, rawAdmin));
        _stream.OnRestoreStartEvent += (partition, store, from, to) =>
        {
            if (state.Assignment.Stores.Assigned.TryGetValue((store, partition.Partition.Value), out var task))
            {
                task.BeginRestore(from, to);
                state.Assignment.Stores.RestoreClock.Begin(state.Assignment.Stores.RestoredRecords);
            }
        };
        _stream.OnRestoreEndEvent += (partition, store, _) =>
        {
            if (state.Assignment.Stores.Assigned.TryGetValue((store, partition.Partition.Value), out var task))
            {
                task.EndRestore();
                if (state.Assignment.Ready)
                {
                    state.Assignment.Stores.RestoreClock.End(state.Assignment.Stores.RestoredRecords);
                }
            }
        };
        _stream.StateChanged += (_, now) =>
        {
            if (now == KafkaStream.State.ERROR && !state.Health.Stopping)
            {
                state.Identity.End($"the stream is in error");
            }
        };
    }

    public InstanceState State { get; }

    public Topology Topology { get; }

    public Task StartAsync() => _stream.StartAsync();

    /// <summary>Commits, leaves and closes; blocks until the stream thread has ended.</summary>
    public void Stop()
    {
        State.Health.Stopping = true;
        _stream.Dispose();
    }

    internal static Topology BuildTopology(InstanceState state)
    {
        var builder = new StreamBuilder();
        foreach (var topic in state.Stage.Inputs)
        {
            var bytes = new ByteArraySerDes();
            var store = new KeyValueStoreBuilder<byte[], byte[]>(
                new TaskStoreSupplier(state.Identity.StoreName(topic), state.Assignment.Stores),
                bytes,
                bytes
            ).WithCachingDisabled();
            builder.AddStateStore(store);
            var transformer = TransformerBuilder.New<byte[], byte[], byte[], byte[]>().Transformer<StageTransformer>(state, topic).Build();
            builder.Stream(topic, bytes, bytes, "in-" + topic, new RecordTime()).Transform(transformer, "task-" + topic, state.Identity.StoreName(topic));
        }

        return builder.Build();
    }

    private static StreamConfig<ByteArraySerDes, ByteArraySerDes> Configure(InstanceState state)
    {
        var options = state.Options;
        return new StreamConfig<ByteArraySerDes, ByteArraySerDes>
        {
            ApplicationId = state.Identity.ApplicationId,
            ClientId = state.Identity.Member,
            BootstrapServers = options.BootstrapServers,
            StateDir = Path.Combine(options.StateDirectory, "streamiz"),
            Guarantee = options.ExactlyOnce ? ProcessingGuarantee.EXACTLY_ONCE : ProcessingGuarantee.AT_LEAST_ONCE,
            NumStreamThreads = 1,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            CommitIntervalMs = (long)state.Stage.CommitInterval.TotalMilliseconds,
            PollMs = ClientFactory.PollMs,
            MaxPollRecords = ClientFactory.MaxPollRecords,
            MaxPollRestoringRecords = 20_000,
            MaxPollIntervalMs = (int)state.MaxPollInterval.TotalMilliseconds,
            TransactionTimeout = options.TransactionTimeout,
            AllowAutoCreateTopics = false,
            OffsetCheckpointManager = new LocalOffsets(state.Assignment.Stores),
            Logger = options.Logging,
            InnerExceptionHandler = failed => End(state, Unwrap(failed)),
            ProductionExceptionHandler = report =>
            {
                End(state, new KafkaException(report.Error));
                return ProductionExceptionHandlerResponse.FAIL;
            },
            DeserializationExceptionHandler = (_, _, failed) => End(state, failed),
        };
    }

    private static Exception Unwrap(Exception failed) =>
        failed.InnerException is { } inner && failed.GetType().Namespace!.StartsWith("Streamiz", StringComparison.Ordinal) ? inner : failed;

    private static ExceptionHandlerResponse End(InstanceState state, Exception failed)
    {
        if (!state.Options.Mends(Mends.EndOnException))
        {
            return ExceptionHandlerResponse.FAIL;
        }

        state.Identity.End($"{failed.GetType().Name}: {failed.Message} {failed.StackTrace?.Split('\n')[0].Trim()}");
        return ExceptionHandlerResponse.FAIL;
    }
}
