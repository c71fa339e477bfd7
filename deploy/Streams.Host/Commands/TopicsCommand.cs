using System.CommandLine;
using Confluent.Kafka.Admin;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Running;

namespace Streams.Host.Commands;

/// <summary><c>streams topics create|describe</c>.</summary>
internal static class TopicsCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var acls = new Option<string[]>("--acls")
        {
            Description = $"Give a principal the least rights of its part, as in service=User:streams; parts: {string.Join(", ", AclPlan.Parts)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        var create = new Command("create", "Creates the topics that are missing, and with --acls the rights to them.") { file, acls };
        create.SetAction((parsed, cancel) => CreateAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(acls) ?? [], cancel));
        var describe = new Command("describe", "Says how the topics differ from what they should be; exit 1 where they do.") { file };
        describe.SetAction((parsed, _) => DescribeAsync(ConfigurationReader.Read(parsed.GetValue(file))));
        return new Command("topics", "Creates and checks our topics.") { create, describe };
    }

    private static async Task<int> CreateAsync(StreamsOptions options, string[] acls, CancellationToken cancel)
    {
        var bindings = acls.SelectMany(acl => AclPlan.Of(options.Kafka, acl)).ToArray();
        using var admin = Admin(options);
        var created = await admin.CreateMissingAsync(TopicPlan.Specs(options), cancel).ConfigureAwait(false);
        Console.WriteLine(created.Count == 0 ? "all topics are there" : $"created {string.Join(", ", created)}");
        if (bindings.Length > 0)
        {
            using var client = KafkaClients.Admin(options.Kafka);
            await client.CreateAclsAsync(bindings).ConfigureAwait(false);
            foreach (var binding in bindings)
            {
                Console.WriteLine(
                    $"{binding.Entry.Principal} may {binding.Entry.Operation} {binding.Pattern.Type} {binding.Pattern.Name}{(binding.Pattern.ResourcePatternType == ResourcePatternType.Prefixed ? "*" : "")}"
                );
            }
        }

        return ExitCode.Ok;
    }

    private static async Task<int> DescribeAsync(StreamsOptions options)
    {
        using var admin = Admin(options);
        var differences = await admin.CompareAsync(TopicPlan.Specs(options)).ConfigureAwait(false);
        foreach (var difference in differences)
        {
            Console.WriteLine(difference);
        }

        Console.WriteLine(differences.Count == 0 ? "all topics are as they should be" : $"{differences.Count} differences");
        return differences.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static TopicAdmin Admin(StreamsOptions options) =>
        new(
            new EngineOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                StateDirectory = options.State.Directory,
                ClientProperties = options.Kafka.Properties,
                ReplicationFactor = options.Kafka.Replication,
            }
        );
}
