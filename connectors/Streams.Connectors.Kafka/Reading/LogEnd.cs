using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Reading;

/// <summary>Asks for the end of a log.</summary>
internal static class LogEnd
{
    private const int MaxAttempts = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The end of a log; a partition that was made a moment ago may have no leader yet.</summary>
    public static async Task<long> OfAsync(IConsumer<byte[], byte[]> consumer, TopicPartition partition, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return consumer.QueryWatermarkOffsets(partition, Patience).High.Value;
            }
            catch (KafkaException e)
                when (attempt < MaxAttempts && e.Error.Code is (ErrorCode.NotLeaderForPartition or ErrorCode.LeaderNotAvailable or ErrorCode.UnknownTopicOrPart)
                )
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancel).ConfigureAwait(false);
            }
        }
    }
}
