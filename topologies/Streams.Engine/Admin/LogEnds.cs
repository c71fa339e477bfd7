using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streams.Engine.Admin;

/// <summary>Asks for begins and ends of logs as they are, open transactions included, not for the last stable offset.</summary>
internal static class LogEnds
{
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly ListOffsetsOptions Uncommitted = new()
    {
        IsolationLevel = IsolationLevel.ReadUncommitted,
        RequestTimeout = TimeSpan.FromSeconds(10),
    };

    /// <exception cref="KafkaException">The broker did not answer for one.</exception>
    public static async Task<Dictionary<TopicPartition, Offset>> AskAsync(IAdminClient admin, IEnumerable<TopicPartition> partitions, OffsetSpec which)
    {
        var specs = new List<TopicPartitionOffsetSpec>();
        foreach (var partition in partitions)
        {
            specs.Add(new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = which });
        }

        var answer = await AskAsync(admin, specs).ConfigureAwait(false);
        var ends = new Dictionary<TopicPartition, Offset>(answer.ResultInfos.Count);
        foreach (var info in answer.ResultInfos)
        {
            var found = info.TopicPartitionOffsetError;
            if (found.Error.IsError)
            {
                throw new KafkaException(found.Error);
            }

            ends[found.TopicPartition] = found.Offset;
        }

        return ends;
    }

    /// <summary>Asks again where a partition has no leader yet: one made a moment ago, or one whose broker has just died.</summary>
    private static async Task<ListOffsetsResult> AskAsync(IAdminClient admin, List<TopicPartitionOffsetSpec> specs)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await admin.ListOffsetsAsync(specs, Uncommitted).ConfigureAwait(false);
            }
            catch (KafkaException) when (tries < Tries)
            {
                await Task.Delay(Pause).ConfigureAwait(false);
            }
        }
    }
}
