using Confluent.Kafka;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;

namespace Streams.Host.Records;

/// <summary>Reads one record by its place, with a consumer of its own and without a group.</summary>
internal static class RecordReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>The record; null where there is none: not yet, or no longer.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or does not let this user read.</exception>
    public static Task<TopicRecord?> ReadAsync(KafkaOptions kafka, RecordPlace place, CancellationToken cancel) =>
        Task.Factory.StartNew(() => Read(kafka, place, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static TopicRecord? Read(KafkaOptions kafka, RecordPlace place, CancellationToken cancel)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = kafka.Bootstrap,
            GroupId = $"{kafka.ApplicationPrefix}-console",
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            AllowAutoCreateTopics = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchWaitMaxMs = 10,
            QueuedMaxMessagesKbytes = 1024,
        };
        foreach (var (name, value) in kafka.Properties)
        {
            config.Set(name, value);
        }

        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        var partition = new TopicPartition(place.Topic, place.Partition);
        var marks = consumer.QueryWatermarkOffsets(partition, Patience);
        if (place.Offset < marks.Low.Value || place.Offset >= marks.High.Value)
        {
            return null;
        }

        consumer.Assign(new TopicPartitionOffset(partition, place.Offset));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            // What was compacted away, or is a transaction's mark, is passed over: then another record comes, or the end.
            return consumer.Consume(limit.Token) is { IsPartitionEOF: false } read && read.Offset.Value == place.Offset ? TopicRecord.Of(read) : null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"{place}: no answer within {Patience.TotalSeconds:0} s"));
        }
    }
}
