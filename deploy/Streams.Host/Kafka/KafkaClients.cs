using Confluent.Kafka;
using Streams.Host.Configuration;

namespace Streams.Host.Kafka;

/// <summary>Clients of the configured brokers, quiet and impatient.</summary>
internal static class KafkaClients
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public static IAdminClient Admin(KafkaOptions options) =>
        new AdminClientBuilder(Configure(new AdminClientConfig(), options)).SetLogHandler(static (_, _) => { }).Build();

    public static IProducer<byte[], byte[]> Producer(KafkaOptions options) =>
        new ProducerBuilder<byte[], byte[]>(Configure(new ProducerConfig { MessageTimeoutMs = 6_000, Acks = Acks.All }, options))
            .SetLogHandler(static (_, _) => { })
            .Build();

    public static IConsumer<byte[], byte[]> Consumer(KafkaOptions options) => Consumer(options, $"{options.ApplicationPrefix}-doctor");

    /// <summary>One that may ask and say where a group goes on, without being its member.</summary>
    public static IConsumer<byte[], byte[]> Consumer(KafkaOptions options, string group) => new ConsumerBuilder<byte[], byte[]>(
            Configure(
                new ConsumerConfig
                {
                    GroupId = group,
                    EnableAutoCommit = false,
                    EnablePartitionEof = true,
                    AllowAutoCreateTopics = false,
                },
                options
            )
        ).SetLogHandler(static (_, _) => { }).Build();

    private static T Configure<T>(T config, KafkaOptions options)
        where T : ClientConfig
    {
        config.BootstrapServers = options.Bootstrap;
        foreach (var (name, value) in options.Properties)
        {
            config.Set(name, value);
        }

        return config;
    }
}
