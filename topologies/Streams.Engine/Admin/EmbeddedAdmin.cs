using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Hosting;

namespace Streams.Engine.Admin;

/// <summary>
/// On the embedded broker: creates topics through the broker's own call, and makes none of the calls that librdkafka's
/// mock cluster lacks or that crash the process with it (ListConsumerGroups, DeleteGroups: facts.md).
/// </summary>
internal sealed class EmbeddedAdmin(IAdminClient inner, EngineOptions options) : ForwardingAdmin(inner)
{
    public override Task CreateTopicsAsync(IEnumerable<TopicSpecification> topics, CreateTopicsOptions? _ = null)
    {
        foreach (var topic in topics)
        {
            options.CreateEmbeddedTopic?.Invoke(topic.Name, Math.Max(1, topic.NumPartitions));
        }

        return Task.CompletedTask;
    }

    public override Task<List<DeleteRecordsResult>> DeleteRecordsAsync(
        IEnumerable<TopicPartitionOffset> topicPartitionOffsets,
        DeleteRecordsOptions? _ = null
    ) => Task.FromResult(new List<DeleteRecordsResult>());

    public override List<GroupInfo> ListGroups(TimeSpan timeout) => throw Lacks();

    public override GroupInfo ListGroup(string group, TimeSpan timeout) => throw Lacks();

    public override Task<ListConsumerGroupsResult> ListConsumerGroupsAsync(ListConsumerGroupsOptions? _ = null) => throw Lacks();

    public override Task<DescribeConsumerGroupsResult> DescribeConsumerGroupsAsync(IEnumerable<string> groups, DescribeConsumerGroupsOptions? _ = null) =>
        throw Lacks();

    public override Task DeleteGroupsAsync(IList<string> groups, DeleteGroupsOptions? _ = null) => throw Lacks();

    public override Task DeleteTopicsAsync(IEnumerable<string> topics, DeleteTopicsOptions? _ = null) => throw Lacks();

    public override Task CreatePartitionsAsync(IEnumerable<PartitionsSpecification> partitionsSpecifications, CreatePartitionsOptions? _ = null) =>
        throw Lacks();

    public override Task<List<DescribeConfigsResult>> DescribeConfigsAsync(IEnumerable<ConfigResource> resources, DescribeConfigsOptions? _ = null) =>
        throw Lacks();

    public override Task<DeleteConsumerGroupOffsetsResult> DeleteConsumerGroupOffsetsAsync(
        string group,
        IEnumerable<TopicPartition> partitions,
        DeleteConsumerGroupOffsetsOptions? _ = null
    ) => throw Lacks();

    private static NotSupportedException Lacks() => new("the embedded broker does not have this call; use a real Kafka");
}
