using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streams.Engine.Admin;

/// <summary>An admin client that does what the inner one does; decorators override what they promise.</summary>
internal abstract class ForwardingAdmin(IAdminClient inner) : IAdminClient
{
    protected IAdminClient Inner => inner;

    public virtual Handle Handle => inner.Handle;

    public virtual string Name => inner.Name;

    public virtual List<GroupInfo> ListGroups(TimeSpan timeout) => inner.ListGroups(timeout);

    public virtual GroupInfo ListGroup(string group, TimeSpan timeout) => inner.ListGroup(group, timeout);

    public virtual Metadata GetMetadata(string topic, TimeSpan timeout) => inner.GetMetadata(topic, timeout);

    public virtual Metadata GetMetadata(TimeSpan timeout) => inner.GetMetadata(timeout);

    public virtual Task CreatePartitionsAsync(IEnumerable<PartitionsSpecification> partitionsSpecifications, CreatePartitionsOptions? options = null) =>
        inner.CreatePartitionsAsync(partitionsSpecifications, options);

    public virtual Task DeleteGroupsAsync(IList<string> groups, DeleteGroupsOptions? options = null) => inner.DeleteGroupsAsync(groups, options);

    public virtual Task DeleteTopicsAsync(IEnumerable<string> topics, DeleteTopicsOptions? options = null) => inner.DeleteTopicsAsync(topics, options);

    public virtual Task CreateTopicsAsync(IEnumerable<TopicSpecification> topics, CreateTopicsOptions? options = null) =>
        inner.CreateTopicsAsync(topics, options);

    public virtual Task AlterConfigsAsync(Dictionary<ConfigResource, List<ConfigEntry>> configs, AlterConfigsOptions? options = null) =>
        inner.AlterConfigsAsync(configs, options);

    public virtual Task<List<IncrementalAlterConfigsResult>> IncrementalAlterConfigsAsync(
        Dictionary<ConfigResource, List<ConfigEntry>> configs,
        IncrementalAlterConfigsOptions? options = null
    ) => inner.IncrementalAlterConfigsAsync(configs, options);

    public virtual Task<List<DescribeConfigsResult>> DescribeConfigsAsync(IEnumerable<ConfigResource> resources, DescribeConfigsOptions? options = null) =>
        inner.DescribeConfigsAsync(resources, options);

    public virtual Task<List<DeleteRecordsResult>> DeleteRecordsAsync(
        IEnumerable<TopicPartitionOffset> topicPartitionOffsets,
        DeleteRecordsOptions? options = null
    ) => inner.DeleteRecordsAsync(topicPartitionOffsets, options);

    public virtual Task CreateAclsAsync(IEnumerable<AclBinding> aclBindings, CreateAclsOptions? options = null) => inner.CreateAclsAsync(aclBindings, options);

    public virtual Task<DescribeAclsResult> DescribeAclsAsync(AclBindingFilter aclBindingFilter, DescribeAclsOptions? options = null) =>
        inner.DescribeAclsAsync(aclBindingFilter, options);

    public virtual Task<List<DeleteAclsResult>> DeleteAclsAsync(IEnumerable<AclBindingFilter> aclBindingFilters, DeleteAclsOptions? options = null) =>
        inner.DeleteAclsAsync(aclBindingFilters, options);

    public virtual Task<DeleteConsumerGroupOffsetsResult> DeleteConsumerGroupOffsetsAsync(
        string group,
        IEnumerable<TopicPartition> partitions,
        DeleteConsumerGroupOffsetsOptions? options = null
    ) => inner.DeleteConsumerGroupOffsetsAsync(group, partitions, options);

    public virtual Task<List<AlterConsumerGroupOffsetsResult>> AlterConsumerGroupOffsetsAsync(
        IEnumerable<ConsumerGroupTopicPartitionOffsets> groupPartitions,
        AlterConsumerGroupOffsetsOptions? options = null
    ) => inner.AlterConsumerGroupOffsetsAsync(groupPartitions, options);

    public virtual Task<List<ListConsumerGroupOffsetsResult>> ListConsumerGroupOffsetsAsync(
        IEnumerable<ConsumerGroupTopicPartitions> groupPartitions,
        ListConsumerGroupOffsetsOptions? options = null
    ) => inner.ListConsumerGroupOffsetsAsync(groupPartitions, options);

    public virtual Task<ListConsumerGroupsResult> ListConsumerGroupsAsync(ListConsumerGroupsOptions? options = null) => inner.ListConsumerGroupsAsync(options);

    public virtual Task<DescribeConsumerGroupsResult> DescribeConsumerGroupsAsync(IEnumerable<string> groups, DescribeConsumerGroupsOptions? options = null) =>
        inner.DescribeConsumerGroupsAsync(groups, options);

    public virtual Task<DescribeUserScramCredentialsResult> DescribeUserScramCredentialsAsync(
        IEnumerable<string> users,
        DescribeUserScramCredentialsOptions? options = null
    ) => inner.DescribeUserScramCredentialsAsync(users, options);

    public virtual Task AlterUserScramCredentialsAsync(
        IEnumerable<UserScramCredentialAlteration> alterations,
        AlterUserScramCredentialsOptions? options = null
    ) => inner.AlterUserScramCredentialsAsync(alterations, options);

    public virtual void Dispose() => inner.Dispose();

    public virtual int AddBrokers(string brokers) => inner.AddBrokers(brokers);

    public virtual void SetSaslCredentials(string username, string password) => inner.SetSaslCredentials(username, password);
}
