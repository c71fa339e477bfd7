using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streams.Engine.Clients;

/// <summary>Asks for ends of logs as they are, open transactions included, not for the last stable offset.</summary>
internal static class HighWatermarks
{
    private static readonly ListOffsetsOptions Uncommitted = new() { IsolationLevel = IsolationLevel.ReadUncommitted, RequestTimeout = TimeSpan.FromSeconds(10) };

    public static async Task<List<TopicPartitionOffset>> AskAsync(IAdminClient admin, IEnumerable<TopicPartition> partitions)
    {
        var specs = new List<TopicPartitionOffsetSpec>();
        foreach (var partition in partitions)
        {
            specs.Add(new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() });
        }

        var answer = await admin.ListOffsetsAsync(specs, Uncommitted).ConfigureAwait(false);
        var ends = new List<TopicPartitionOffset>(answer.ResultInfos.Count);
        foreach (var info in answer.ResultInfos)
        {
            var found = info.TopicPartitionOffsetError;
            if (found.Error.IsError)
            {
                throw new KafkaException(found.Error);
            }

            ends.Add(found.TopicPartitionOffset);
        }

        return ends;
    }
}
