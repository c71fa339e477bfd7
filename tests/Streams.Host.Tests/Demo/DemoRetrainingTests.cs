using Microsoft.Extensions.Logging.Abstractions;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Sinks.Formats;
using Streams.Host.Configuration;
using Streams.Host.Demo;
using Streams.Host.Running.Models;
using Streams.Models.Features;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Topologies.Binding;

namespace Streams.Host.Tests.Demo;

/// <summary>What <c>streams demo --retrain</c> does with the windows that were recorded.</summary>
public sealed class DemoRetrainingTests : IDisposable
{
    private const long Window = FeatureWindows.Pane * FeatureWindows.LongPanes;
    private const string Attacker = "eve";
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-demo-");

    [Fact]
    public async Task A_model_is_trained_on_what_was_recorded_promoted_and_named_in_the_comparison()
    {
        var (kafka, topics) = (new KafkaOptions { Bootstrap = _broker.BootstrapServers }, new TopicNames());
        foreach (var topic in (string[])[topics.Models, topics.ModelLog, topics.Features[FeatureSets.Principal.Name]])
        {
            _broker.CreateTopic(topic, 1);
        }

        await PublishAsync(topics.Features[FeatureSets.Principal.Name]);
        await using var follower = await TopicModels.StartAsync(kafka, topics, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var alert = SampleAlerts.All[0].Alert with
        {
            Entities = new EntitySet { [EntityKind.Principal] = Attacker },
            EntityValues = [],
            FirstSeen = new Timestamp(Window * 200),
            LastSeen = new Timestamp((Window * 200) + 1),
        };

        var retrained = await new DemoRetraining(kafka, topics, Path.Combine(_folder.FullName, "export")).RunAsync(
            [alert],
            new Timestamp(Window * 500),
            follower.Registry,
            CancellationToken.None
        );
        var comparison = RetrainedComparison.Of(retrained, Truth(), new Timestamp(0));

        Assert.True(retrained.Evaluation.Passed);
        Assert.Equal(1, follower.Registry.Timeline.At("demo-principal", new Timestamp(Window * 500))!.Version); // it has waited for it
        Assert.StartsWith("demo-principal/1/", comparison.Title, StringComparison.Ordinal);
        Assert.Equal(["A1"], comparison.Attacks);
        Assert.Contains("1 of 2 attacks stand out", comparison.Summary, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _broker.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>One attack of which a window tells, and one of which none does.</summary>
    private Truth Truth()
    {
        var file = Path.Combine(_folder.FullName, "truth.json");
        File.WriteAllText(file, $$"""{"attacks": [{{Attack("A1", Attacker, 200)}}, {{Attack("A2", "mallory", 300)}}]}""");
        return Host.Demo.Truth.Read(file);
    }

    private static string Attack(string id, string principal, int window)
    {
        var start = DateTimeOffset.UnixEpoch.AddSeconds(window * 300).ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        return $$"""{"id": "{{id}}", "name": "{{id}}", "technique": "T1078", "entities": {"principal": "{{principal}}"}, "start": "{{start}}", "end": "{{start}}"}""";
    }

    private async Task PublishAsync(string topic)
    {
        var (random, set, writer) = (new Random(1), FeatureSets.Principal, new AvroWriter());
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers });
        for (var i = 0; i < 400; i++)
        {
            var isAttack = i == 200;
            var vector = new FeatureVector
            {
                Set = set.Name,
                SetHash = set.Hash,
                Cluster = "",
                Kind = set.Kind,
                Entity = isAttack ? Attacker : $"p{i % 8}",
                WindowStart = new Timestamp(Window * i),
                WindowEnd = new Timestamp(Window * (i + 1)),
                Values = [.. set.Columns.Select((_, c) => (float)(random.Next(5) + (isAttack && c % 2 == 0 ? 500 : 0)))],
                Events = 3,
                Late = 0,
            };
            await producer.PublishAsync(new RawRecord(topic, null, FeatureCodec.Encode(vector, writer)), CancellationToken.None);
        }

        await producer.FlushAsync(CancellationToken.None);
    }
}
