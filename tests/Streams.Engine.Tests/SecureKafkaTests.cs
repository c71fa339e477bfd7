using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

/// <summary>TLS with SCRAM, client certificates, and ACLs, on a Kafka that enforces them.</summary>
public sealed class SecureKafkaTests
{
    private const ResourceType TransactionalId = (ResourceType)5; // librdkafka's number; the client's enumeration leaves it out

    [Fact]
    public async Task Client_properties_carry_SCRAM_and_client_certificates_and_a_denied_ACL_says_which()
    {
        using var kafka = RealKafka.SecureOrSkip(out var sasl, out var tls, out var certificates);
        var scram = Scram("admin", "admin-secret", certificates);
        await CountsAsync(sasl, scram);

        // The super user lets the two others do everything ...
        using var admin = new AdminClientBuilder(new AdminClientConfig(new Dictionary<string, string>(scram)) { BootstrapServers = sasl }).Build();
        var all = new[] { ResourceType.Topic, ResourceType.Group, TransactionalId, ResourceType.Broker };
        await admin.CreateAclsAsync(
            all.SelectMany(type =>
                new[] { "User:streams", "User:CN=streams-tls" }.Select(who =>
                    Acl(type, type == ResourceType.Broker ? "kafka-cluster" : "*", who, AclOperation.All, AclPermissionType.Allow)
                )
            )
        );
        await Task.Delay(500);
        await CountsAsync(
            tls,
            new Dictionary<string, string>
            {
                ["security.protocol"] = "SSL",
                ["ssl.ca.location"] = Path.Combine(certificates, "ca.crt"),
                ["ssl.certificate.location"] = Path.Combine(certificates, "client.crt"),
                ["ssl.key.location"] = Path.Combine(certificates, "client.key"),
            }
        );

        // ... but to write into one output, and to read the settings of another.
        var streams = Scram("streams", "streams-secret", certificates);
        var denied = Some.Name("denied");
        var hidden = Some.Name("hidden");
        await admin.CreateAclsAsync([
            Acl(ResourceType.Topic, denied, "User:streams", AclOperation.Write, AclPermissionType.Deny),
            Acl(ResourceType.Topic, hidden, "User:streams", AclOperation.DescribeConfigs, AclPermissionType.Deny),
        ]);
        await Task.Delay(500);
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (options, input) = (Options(sasl, streams) with { ProcessEnd = new ProcessEnd(r => ended.TrySetResult(r)) }, Some.Name("acl-in"));
        await using (var engine = new StreamsEngine(options, [CountTask.Stage("count", input, denied)]))
        {
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            await PublishAsync(sasl, streams, input);
            var reason = await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Contains(denied, reason);
            Assert.Contains("TopicAuthorizationFailed", reason);
        }

        await using var refused = new StreamsEngine(Options(sasl, streams), [CountTask.Stage("count", input, hidden)]);
        var check = await Assert.ThrowsAsync<StartCheckException>(() => refused.StartAsync());
        Assert.Contains($"--operation DescribeConfigs --topic {hidden}", Assert.Single(check.Errors));
    }

    private static async Task CountsAsync(string bootstrap, Dictionary<string, string> properties)
    {
        var (input, outTopic) = (Some.Name("secure-in"), Some.Name("secure-out"));
        await using var engine = new StreamsEngine(Options(bootstrap, properties), [CountTask.Stage("count", input, outTopic)]);
        await engine.StartAsync();
        await engine.WaitUntilReadyAsync();
        await PublishAsync(bootstrap, properties, input);
        using var reader = new Connectors.Kafka.Reading.TopicReader(
            new()
            {
                BootstrapServers = bootstrap,
                ClientProperties = properties,
                Topics = [outTopic],
                GroupId = Some.Name("r"),
            }
        );
        Assert.Equal([1], Assert.Single(reader.ReadBatch(TimeSpan.FromSeconds(10))).Key);
    }

    private static async Task PublishAsync(string bootstrap, Dictionary<string, string> properties, string topic)
    {
        using var producer = new Connectors.Kafka.Publishing.RawProducer(new() { BootstrapServers = bootstrap, ClientProperties = properties });
        await producer.PublishAsync(new(topic, [1], [1]));
        await producer.FlushAsync();
    }

    private static AclBinding Acl(ResourceType type, string name, string who, AclOperation operation, AclPermissionType permission) =>
        new()
        {
            Pattern = new ResourcePattern
            {
                Type = type,
                Name = name,
                ResourcePatternType = ResourcePatternType.Literal,
            },
            Entry = new AccessControlEntry
            {
                Principal = who,
                Host = "*",
                Operation = operation,
                PermissionType = permission,
            },
        };

    private static Dictionary<string, string> Scram(string user, string password, string certificates) =>
        new()
        {
            ["security.protocol"] = "SASL_SSL",
            ["sasl.mechanism"] = "SCRAM-SHA-512",
            ["sasl.username"] = user,
            ["sasl.password"] = password,
            ["ssl.ca.location"] = Path.Combine(certificates, "ca.crt"),
        };

    private static EngineOptions Options(string bootstrap, Dictionary<string, string> properties) =>
        new()
        {
            BootstrapServers = bootstrap,
            StateDirectory = Some.Directory(),
            ClientProperties = properties,
            ApplicationPrefix = Some.Name("secure"),
            DefaultPartitions = 1,
            ProcessEnd = new ProcessEnd(_ => { }),
        };
}
