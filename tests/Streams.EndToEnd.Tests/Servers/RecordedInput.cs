using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.Connectors.Kafka.Publishing;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Host.Demo;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>The demo's recordings as input of a service: ordinary life, then attacks; raw topics of type CreateTime with the recorded append times and heartbeats.</summary>
internal sealed class RecordedInput(string bootstrap)
{
    public TopicNames Topics { get; } = new();

    /// <summary>The partitions of each raw topic.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>What lines are keyed by.</summary>
    public Func<RecordedLine, byte[]?> KeyOf { get; init; } = static line => Encoding.UTF8.GetBytes(Path.GetFileName(line.File));

    /// <summary>The last virtual time published.</summary>
    public Timestamp Clock { get; private set; }

    /// <summary>The last lines of S0 and the first of S1.</summary>
    public static (RecordedLine[] Before, RecordedLine[] Attack) Lines(int before, int attack) =>
        ([.. Read("S0").TakeLast(before)], [.. Read("S1").Take(attack)]);

    /// <summary>Makes the raw topics.</summary>
    public async Task CreateTopicsAsync()
    {
        using var admin = new TopicAdmin(new EngineOptions { BootstrapServers = bootstrap, StateDirectory = "" });
        await admin.CreateMissingAsync(
            Topics.Raw.Values.Select(t => new TopicSpec
            {
                Name = t,
                Partitions = Partitions,
                LogAppendTime = false,
            })
        );
    }

    /// <summary>Publishes as fast as the broker takes it, and lets the clock go on for a time behind it.</summary>
    public async Task PublishAsync(IReadOnlyList<RecordedLine> lines, TimeSpan idle, CancellationToken cancel)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        var publisher = Publisher(producer);
        await publisher.PublishAsync(lines, 0, cancel);
        await publisher.CompleteAsync(idle, cancel);
        Clock = publisher.Clock;
    }

    /// <summary>Publishes; virtual seconds a second, 0: as fast as the broker takes it.</summary>
    public async Task PublishAsync((RecordedLine[] Before, RecordedLine[] Attack) lines, double speed, CancellationToken cancel)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        var publisher = Publisher(producer);
        await publisher.PublishAsync(lines.Before, speed, cancel);
        await publisher.PublishAsync(lines.Attack, speed, cancel);
        await publisher.CompleteAsync(TimeSpan.FromHours(2), cancel);
        Clock = publisher.Clock;
    }

    private RecordingPublisher Publisher(RawProducer producer) =>
        new(producer, Topics, [.. Topics.Raw.Values.SelectMany(t => Enumerable.Range(0, Partitions).Select(p => $"{t}-{p}"))], TimeProvider.System)
        {
            KeyOf = KeyOf,
        };

    private static IEnumerable<RecordedLine> Read(string recording) => DemoRecording.Of(recording).Read();
}
