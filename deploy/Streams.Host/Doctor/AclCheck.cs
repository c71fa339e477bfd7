using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Running;

namespace Streams.Host.Doctor;

/// <summary>What this user may do with our topics.</summary>
internal sealed class AclCheck(StreamsOptions options) : IDoctorCheck
{
    public string Name => "rights";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var names = TopicPlan.Names(options.Kafka);
        var onlyRead = ((IEnumerable<string>)[.. names.Raw.Values, names.Rules, names.Models, names.ModelLog, names.Labels]).ToHashSet(StringComparer.Ordinal);
        using var admin = KafkaClients.Admin(options.Kafka);
        var described = await DescribeAsync(admin, TopicPlan.Specs(options).Select(s => s.Name)).ConfigureAwait(false);
        var findings = new List<Finding>();
        foreach (var topic in described.Where(t => !t.Error.IsError))
        {
            AclOperation[] needed = onlyRead.Contains(topic.Name) ? [AclOperation.Read] : [AclOperation.Read, AclOperation.Write];
            var lacking = needed.Except(topic.AuthorizedOperations ?? []).ToArray();
            if (lacking.Length > 0)
            {
                findings.Add(
                    Finding.Failure(
                        Name,
                        $"{topic.Name}: this user may not {string.Join(" and ", lacking).ToLowerInvariant()}",
                        $"kafka-acls.sh --add --allow-principal User:… {string.Concat(lacking.Select(l => $"--operation {l} "))}--topic {topic.Name}"
                    )
                );
            }
        }

        if (findings.Count == 0)
        {
            findings.Add(Finding.Ok(Name, "this user may read and write what it must"));
        }

        findings.AddRange(await AuthorizerAsync(admin).ConfigureAwait(false));
        return findings;
    }

    private static async Task<List<TopicDescription>> DescribeAsync(IAdminClient admin, IEnumerable<string> topics)
    {
        var options = new DescribeTopicsOptions { IncludeAuthorizedOperations = true, RequestTimeout = KafkaClients.Patience };
        try
        {
            return (await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), options).ConfigureAwait(false)).TopicDescriptions;
        }
        catch (DescribeTopicsException e)
        {
            return e.Results.TopicDescriptions;
        }
    }

    private async Task<IEnumerable<Finding>> AuthorizerAsync(IAdminClient admin)
    {
        var any = new AclBindingFilter
        {
            PatternFilter = new ResourcePatternFilter { Type = ResourceType.Topic, ResourcePatternType = ResourcePatternType.Any },
            EntryFilter = new AccessControlEntryFilter { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any },
        };
        try
        {
            var everyone = (await admin.DescribeAclsAsync(any, new DescribeAclsOptions { RequestTimeout = KafkaClients.Patience }).ConfigureAwait(false))
                .AclBindings.Where(a =>
                    a.Entry is { Principal: "User:*", PermissionType: AclPermissionType.Allow, Operation: AclOperation.Write or AclOperation.All }
                )
                .Select(a => a.Pattern.Name)
                .Distinct()
                .ToArray();
            return everyone.Length == 0
                ? []
                :
                [
                    Finding.Warning(
                        Name,
                        $"everyone may write {string.Join(", ", everyone)}",
                        "whoever writes there can forge events: name the shippers' users"
                    ),
                ];
        }
        catch (DescribeAclsException e) when (e.Result.Error.Code == ErrorCode.SecurityDisabled)
        {
            return
            [
                Finding.Warning(
                    Name,
                    "the brokers check nobody's rights (no authorizer)",
                    "whoever reaches them can forge events and alerts: docs/security.md"
                ),
            ];
        }
        catch (DescribeAclsException e)
        {
            return
            [
                Finding.Warning(
                    Name,
                    $"the rights of others cannot be read: {e.Result.Error.Reason}",
                    "let this user describe the cluster, or look yourself with kafka-acls.sh --list"
                ),
            ];
        }
    }
}
