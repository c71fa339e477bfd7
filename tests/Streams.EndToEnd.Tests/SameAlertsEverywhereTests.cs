using Streams.Connectors.Files.Recordings;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;
using Streams.Engine.Hosting;
using Streams.Engine.Tests;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Demo;
using Streams.Host.Rules;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests;

/// <summary>The demo's pipeline, the service on a real Kafka, and the replay without Kafka give the same final alerts for the same input.</summary>
public sealed class SameAlertsEverywhereTests(RealKafka kafka)
{
    [Fact]
    public async Task The_embedded_broker_gives_what_replay_gives()
    {
        var lines = Recordings.Lines("S0", "S1");
        using var broker = EmbeddedBroker.Start();
        var options = new StreamsOptions
        {
            Kafka =
            {
                Bootstrap = broker.BootstrapServers,
                ExactlyOnce = false,
                RawPartitions = 1,
                SignalPartitions = 1,
            },
        };

        SameAlerts.Check(FinalAlerts.Replay(lines), await RunAsync(options, broker, lines));
    }

    [Fact]
    public async Task A_real_kafka_gives_what_replay_gives()
    {
        var options = await RealOptionsAsync("same");
        var lines = Recordings.Lines("S0", "S1");

        SameAlerts.Check(FinalAlerts.Replay(lines), await RunAsync(options, null, lines));
    }

    /// <summary>All of it is there before the service starts: each source is read at its own pace, far apart in event time.</summary>
    [Fact]
    public async Task A_backlog_gives_what_replay_gives()
    {
        var options = await RealOptionsAsync("backlog");
        var lines = Recordings.Lines("S0", "S1");
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = options.Kafka.Bootstrap });
        var publisher = new RecordingPublisher(
            producer,
            TopicPlan.Names(options.Kafka),
            [.. options.Kafka.Raw.Values.Select(t => $"{t}-0")],
            TimeProvider.System
        );
        var cancel = new CancellationTokenSource(StreamsService.Patience).Token;
        await publisher.PublishAsync(lines, 0, cancel);
        await publisher.CompleteAsync(TimeSpan.FromHours(2), cancel);

        SameAlerts.Check(FinalAlerts.Replay(lines), await RunAsync(options, null, lines, publisher.Clock));
    }

    private async Task<StreamsOptions> RealOptionsAsync(string prefix)
    {
        var options = new StreamsOptions
        {
            Kafka =
            {
                Bootstrap = kafka.BootstrapOrSkip(),
                ApplicationPrefix = prefix,
                RawPartitions = 1,
            },
        };
        await CreateTimeTopicsAsync(options);
        return options;
    }

    private static async Task<FinalAlerts> RunAsync(StreamsOptions options, EmbeddedBroker? broker, List<RecordedLine> lines, Timestamp? publishedUpTo = null)
    {
        var cancel = new CancellationTokenSource(StreamsService.Patience).Token;
        var state = Directory.CreateTempSubdirectory("streams-same-");
        options.State.Directory = state.FullName;
        var alerts = new FinalAlerts();
        try
        {
            await using var pipeline = await Pipeline.StartAsync(options, Shipped.Rules, broker, cancel);
            await using var sink = new SinkRunner(new CallbackSink("test", alerts.Alert), options.Kafka, pipeline.Topics);
            using var producer = new RawProducer(
                new RawProducerOptions
                {
                    BootstrapServers = options.Kafka.Bootstrap,
                    WaitForGroup = $"{options.Kafka.ApplicationPrefix}-normalise",
                    MaxAheadRecords = 500,
                }
            );
            var publisher = new RecordingPublisher(producer, pipeline.Topics, [.. pipeline.Shape.Origins.Keys], TimeProvider.System);
            if (publishedUpTo is null)
            {
                await publisher.PublishAsync(lines, 0, cancel);
                await publisher.CompleteAsync(TimeSpan.FromHours(2), cancel);
            }

            await PipelineEnd.WaitAsync(pipeline, [sink], publishedUpTo ?? publisher.Clock, cancel);
            Assert.True(pipeline.Status.Sum().IsBalanced, pipeline.Status.Sum().ToString());
        }
        finally
        {
            state.Delete(recursive: true);
        }

        return alerts;
    }

    /// <summary>Raw topics whose records carry the recorded append times: without a broker's clock.</summary>
    private static async Task CreateTimeTopicsAsync(StreamsOptions options)
    {
        using var admin = new TopicAdmin(new EngineOptions { BootstrapServers = options.Kafka.Bootstrap, StateDirectory = Path.GetTempPath() });
        options.Kafka.Raw = options.Kafka.Raw.ToDictionary(r => r.Key, r => $"{options.Kafka.ApplicationPrefix}.{r.Key}");

        await admin.CreateMissingAsync(
            options.Kafka.Raw.Values.Select(topic => new TopicSpec
            {
                Name = topic,
                Partitions = 1,
                LogAppendTime = false,
                Settings = new Dictionary<string, string> { ["message.timestamp.after.max.ms"] = "9223372036854775807" },
            })
        );
    }
}
