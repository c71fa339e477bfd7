using Confluent.Kafka.Admin;
using Streams.Host.Configuration;

namespace Streams.Host.Running;

/// <summary>The least rights of each part of an installation (docs/security.md).</summary>
internal static class AclPlan
{
    /// <summary>The parts.</summary>
    public static readonly IReadOnlyList<string> Parts = ["service", "shipper", "rules", "models", "reader"];

    /// <summary>RD_KAFKA_RESOURCE_TRANSACTIONAL_ID: the client's enumeration stops before it, and hands on what it is given.</summary>
    private const ResourceType TransactionalId = (ResourceType)5;
    private static readonly AclOperation[] Reads = [AclOperation.Read, AclOperation.Describe, AclOperation.DescribeConfigs];
    private static readonly AclOperation[] Writes = [AclOperation.Write, AclOperation.Describe];

    /// <summary>The rights that <c>PART=PRINCIPAL</c> asks for.</summary>
    /// <exception cref="UsageException">It is written otherwise.</exception>
    public static IReadOnlyList<AclBinding> Of(KafkaOptions kafka, string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || !Parts.Contains(text[..at]) || text.IndexOf(':', at) < 0)
        {
            throw new UsageException($"--acls {text}: write PART=PRINCIPAL, as in service=User:streams; parts: {string.Join(", ", Parts)}");
        }

        var (names, plan) = (TopicPlan.Names(kafka), new Rights(text[(at + 1)..]));
        var raw = names.Raw.Values.Distinct().ToArray();
        switch (text[..at])
        {
            case "service":
                string[] taken = [names.Rules, names.Models, names.ModelLog, names.Labels];
                plan.On(ResourceType.Topic, [.. raw, .. taken], Reads);
                plan.On(
                    ResourceType.Topic,
                    TopicPlan.Specs(kafka).Select(s => s.Name).Concat(names.Feeds.Values).Except([.. raw, .. taken]),
                    [.. Reads, AclOperation.Write]
                );
                plan.OnPrefix(ResourceType.Topic, $"{kafka.ApplicationPrefix}-", [AclOperation.All]);
                plan.OnPrefix(ResourceType.Group, kafka.ApplicationPrefix, [AclOperation.Read]);
                plan.OnPrefix(TransactionalId, kafka.ApplicationPrefix, Writes);
                plan.On(ResourceType.Broker, ["kafka-cluster"], [AclOperation.IdempotentWrite]);
                break;
            case "shipper":
                plan.On(ResourceType.Topic, raw, Writes);
                break;
            case "rules":
                plan.On(ResourceType.Topic, [names.Rules], [.. Writes, AclOperation.Read]);
                plan.OnPrefix(ResourceType.Group, $"{kafka.ApplicationPrefix}-rules", [AclOperation.Read]);
                break;
            case "models":
                plan.On(ResourceType.Topic, [names.Models, names.ModelLog, names.Labels], [.. Writes, AclOperation.Read]);
                plan.On(ResourceType.Topic, [.. names.Features.Values, names.Scores, names.Alerts], Reads);
                plan.OnPrefix(ResourceType.Group, kafka.ApplicationPrefix, [AclOperation.Read]);
                break;
            default:
                plan.On(ResourceType.Topic, [names.Alerts, .. names.Feeds.Values], Reads);
                break;
        }

        return plan.Bindings;
    }

    /// <summary>The rights of one principal, as they are gathered.</summary>
    private sealed class Rights(string principal)
    {
        private readonly List<AclBinding> _bindings = [];

        public IReadOnlyList<AclBinding> Bindings => _bindings;

        public void On(ResourceType type, IEnumerable<string> names, IReadOnlyList<AclOperation> operations)
        {
            foreach (var name in names)
            {
                Add(type, name, ResourcePatternType.Literal, operations);
            }
        }

        public void OnPrefix(ResourceType type, string prefix, IReadOnlyList<AclOperation> operations) =>
            Add(type, prefix, ResourcePatternType.Prefixed, operations);

        private void Add(ResourceType type, string name, ResourcePatternType pattern, IReadOnlyList<AclOperation> operations)
        {
            foreach (var operation in operations.Distinct())
            {
                _bindings.Add(
                    new AclBinding
                    {
                        Pattern = new ResourcePattern
                        {
                            Type = type,
                            Name = name,
                            ResourcePatternType = pattern,
                        },
                        Entry = new AccessControlEntry
                        {
                            Principal = principal,
                            Host = "*",
                            Operation = operation,
                            PermissionType = AclPermissionType.Allow,
                        },
                    }
                );
            }
        }
    }
}
