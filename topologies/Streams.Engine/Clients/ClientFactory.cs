using Confluent.Kafka;
using Streams.Engine.Admin;
using Streams.Engine.Assignment;
using Streams.Engine.Hosting;
using Streams.Engine.Telemetry;

namespace Streams.Engine.Clients;

/// <summary>The settings of the raw clients that the promises need.</summary>
internal static class ClientFactory
{
    public const int PollMs = 5;
    public const int MaxPollRecords = 5000;

    public static ConsumerConfig Consumer(ConsumerConfig from, InstanceState state, bool restore)
    {
        var options = state.Options;
        var config = new ConsumerConfig(from.ToDictionary(p => p.Key, p => p.Value));
        config.AutoOffsetReset = AutoOffsetReset.Earliest;
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.EnablePartitionEof = false;
        config.AllowAutoCreateTopics = false;
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.FetchWaitMaxMs = options.Embedded ? 10 : 50;
        config.FetchQueueBackoffMs = 5;
        config.QueuedMaxMessagesKbytes = options.QueuedMaxKilobytes;
        config.MaxPollIntervalMs = (int)state.MaxPollInterval.TotalMilliseconds;
        config.SessionTimeoutMs = options.Embedded ? 2000 : (int)options.SessionTimeout.TotalMilliseconds;
        config.HeartbeatIntervalMs = options.Embedded ? 500 : Math.Min(3000, (int)options.SessionTimeout.TotalMilliseconds / 3);
        config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.RoundRobin;
        config.StatisticsIntervalMs = restore ? 0 : ClientStatistics.IntervalMs;
        config.ReconnectBackoffMs = 50;
        config.ReconnectBackoffMaxMs = 1000;
        if (!restore && !options.Embedded)
        {
            config.GroupInstanceId = state.Identity.GroupMember;
        }

        AdminFactory.Pass(options, config);
        return config;
    }

    public static ProducerConfig Producer(ProducerConfig from, InstanceState state)
    {
        var options = state.Options;
        var config = new ProducerConfig(from.ToDictionary(p => p.Key, p => p.Value));
        config.MessageMaxBytes ??= 24 * 1024 * 1024; // the topic's limit decides, not the client's
        config.StatisticsIntervalMs = 0;
        config.Acks = Acks.All;
        config.EnableIdempotence = !options.Embedded;
        config.Partitioner = Partitioner.Murmur2Random;
        config.LingerMs = 2;
        config.CompressionType = CompressionType.Lz4;
        config.DeliveryReportFields = "none";
        config.QueueBufferingMaxKbytes = options.ProducerQueueKilobytes;
        config.QueueBufferingMaxMessages = 500_000;
        config.AllowAutoCreateTopics = false;
        config.RetryBackoffMs = 5;
        config.RetryBackoffMaxMs = 500;
        if (options.ExactlyOnce)
        {
            config.TransactionalId = options.Mends(Mends.StableIdentity) ? state.Identity.Member : from.TransactionalId;
            config.TransactionTimeoutMs = (int)options.TransactionTimeout.TotalMilliseconds;
        }

        AdminFactory.Pass(options, config);
        return config;
    }
}
