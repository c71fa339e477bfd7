using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;
using Streamiz.Kafka.Net.Metrics;
using Streams.Engine.Admin;
using Streams.Engine.Assignment;

namespace Streams.Engine.Clients;

/// <summary>The clients of one KafkaStream instance: built by us, decorated by us.</summary>
internal sealed class StageClients(InstanceState state, IAdminClient rawAdmin) : IKafkaSupplier
{
    public StreamMetricsRegistry MetricsRegistry { get; set; } = null!; // Streamiz sets it before any use

    public IConsumer<byte[], byte[]> GetConsumer(ConsumerConfig config, IConsumerRebalanceListener rebalanceListener) =>
        new StageConsumer(ClientFactory.Consumer(config, state, restore: false), rebalanceListener, state);

    public IProducer<byte[], byte[]> GetProducer(ProducerConfig config)
    {
        if (state.Clients.Producer is not null)
        {
            throw state.Identity.Fail($"Streamiz asked for a second producer");
        }

        var inner = new ProducerBuilder<byte[], byte[]>(ClientFactory.Producer(config, state)).SetLogHandler(AdminFactory.Quiet).Build();
        var producer = new StageProducer(inner, state, topics =>
            state.Options.Embedded ? [] : WriteAccess.DeniedAsync(inner.Handle, topics).GetAwaiter().GetResult()
        );
        state.Clients.Producer = producer;
        return producer;
    }

    public IConsumer<byte[], byte[]> GetRestoreConsumer(ConsumerConfig config)
    {
        var inner = new ConsumerBuilder<byte[], byte[]>(ClientFactory.Consumer(config, state, restore: true)).SetLogHandler(AdminFactory.Quiet).Build();
        var restore = new RestoreConsumer(inner, rawAdmin, state);
        state.Clients.Restore = restore;
        return restore;
    }

    public IAdminClient GetAdmin(AdminClientConfig config) => new SharedAdmin(rawAdmin);

    public IConsumer<byte[], byte[]> GetGlobalConsumer(ConsumerConfig config) => throw new NotSupportedException("stages have no global tables");
}
