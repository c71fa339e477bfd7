using System.CommandLine;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Running;

namespace Streams.Host.Commands;

/// <summary><c>streams topics create|describe</c>.</summary>
internal static class TopicsCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var create = new Command("create", "Creates the topics that are missing.") { file };
        create.SetAction((parsed, cancel) => CreateAsync(ConfigurationReader.Read(parsed.GetValue(file)), cancel));
        var describe = new Command("describe", "Says how the topics differ from what they should be; exit 1 where they do.") { file };
        describe.SetAction((parsed, _) => DescribeAsync(ConfigurationReader.Read(parsed.GetValue(file))));
        return new Command("topics", "Creates and checks our topics.") { create, describe };
    }

    private static async Task<int> CreateAsync(StreamsOptions options, CancellationToken cancel)
    {
        using var admin = Admin(options);
        var created = await admin.CreateMissingAsync(TopicPlan.Specs(options), cancel).ConfigureAwait(false);
        Console.WriteLine(created.Count == 0 ? "all topics are there" : $"created {string.Join(", ", created)}");
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
