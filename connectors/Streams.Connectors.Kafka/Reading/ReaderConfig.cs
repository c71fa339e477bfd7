using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>How the client of a reader is set up.</summary>
internal static class ReaderConfig
{
    private static readonly TimeSpan SharedSession = TimeSpan.FromSeconds(10);

    /// <summary>Read-committed, nothing committed by itself, and what the options add.</summary>
    public static ConsumerConfig Of(TopicReaderOptions options)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = options.BootstrapServers,
            GroupId = options.GroupId,
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
            FetchWaitMaxMs = 10,
            FetchQueueBackoffMs = 5,
            QueuedMaxMessagesKbytes = options.QueuedMaxKilobytes,
        };
        foreach (var (name, value) in options.ClientProperties)
        {
            config.Set(name, value);
        }

        if (options.IsShared)
        {
            config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range;
            config.SessionTimeoutMs = (int)SharedSession.TotalMilliseconds;
        }

        return config;
    }
}
