using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streams.Engine.Admin;

/// <summary>
/// Which of some topics a client may not write to, asked of the broker. When one partition of a transaction is denied, every record of it
/// comes back as purged, whatever its topic, and nothing that librdkafka says names the one that was denied.
/// </summary>
internal static class WriteAccess
{
    private static readonly DescribeTopicsOptions Asked = new() { IncludeAuthorizedOperations = true, RequestTimeout = TimeSpan.FromSeconds(5) };

    /// <summary>The denied ones in their order; none where the broker does not answer.</summary>
    /// <param name="client">The client that was refused.</param>
    /// <param name="topics">The topics that it wrote to.</param>
    public static async Task<IReadOnlyList<string>> DeniedAsync(Handle client, IReadOnlyCollection<string> topics)
    {
        using var admin = new DependentAdminClientBuilder(client).Build();
        List<TopicDescription> described;
        try
        {
            described = (await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), Asked).ConfigureAwait(false)).TopicDescriptions;
        }
        catch (DescribeTopicsException some)
        {
            described = some.Results.TopicDescriptions;
        }
        catch (KafkaException)
        {
            return [];
        }

        var denied = new List<string>();
        foreach (var topic in described)
        {
            if (
                topic.Error.Code == ErrorCode.TopicAuthorizationFailed
                || (!topic.Error.IsError && topic.AuthorizedOperations is { } may && !may.Contains(AclOperation.Write))
            )
            {
                denied.Add(topic.Name);
            }
        }

        denied.Sort(StringComparer.Ordinal);
        return denied;
    }
}
