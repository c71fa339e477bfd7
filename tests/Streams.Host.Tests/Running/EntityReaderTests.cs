using Microsoft.Extensions.Logging.Abstractions;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Entities;

namespace Streams.Host.Tests.Running;

public sealed class EntityReaderTests : IDisposable
{
    private const string Origin = "raw.audit-0";
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly AvroWriter _writer = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("streams-entities").FullName;
    private readonly List<string> _ended = [];

    [Fact]
    public async Task Facts_and_how_far_they_go_of_another_process_are_known_behind_all_partitions()
    {
        _broker.CreateTopic("entities", 2);
        var table = new EntityTable([Origin]);
        await using var reader = await StartAsync(table);
        var fact = new EntityFact
        {
            Namespace = "shop",
            Pod = "web",
            ValidFrom = new Timestamp(5),
            Ips = ["10.0.0.9"],
        };
        await PublishAsync(0, EntityCodec.Encode(fact, _writer), isMark: false);
        await PublishAsync(0, Mark(new Timestamp(70)), isMark: true);
        await UntilAsync(() => table.Find("10.0.0.9", new Timestamp(5)) is not null);
        Assert.Equal(Timestamp.Unknown, table.Frontier);

        await PublishAsync(1, Mark(new Timestamp(60)), isMark: true);
        await UntilAsync(() => table.Frontier == new Timestamp(60));
    }

    /// <summary>Somebody else writes into the topic: what is no fact is counted, a forged origin holds nothing back, and the rest is learned.</summary>
    [Fact]
    public async Task What_is_no_fact_is_counted_and_a_forged_origin_holds_nothing_back()
    {
        _broker.CreateTopic("entities", 1);
        var table = new EntityTable([Origin]);
        await PublishAsync(0, [1, 2, 3], isMark: false);
        await PublishAsync(0, [0, 0, 0, 0, 10, 0xff, 0xff, 0xff], isMark: false);
        await PublishAsync(0, [9], isMark: true);
        await PublishAsync(
            0,
            WatermarkCodec.Encode(new WatermarkVector("forged", [new OriginMark(EventSource.Audit, "forged", new Timestamp(1), [])]), _writer),
            isMark: true
        );
        await using var reader = await StartAsync(table);
        await PublishAsync(
            0,
            EntityCodec.Encode(
                new EntityFact
                {
                    Namespace = "shop",
                    Pod = "web",
                    ValidFrom = new Timestamp(5),
                    Ips = ["10.0.0.9"],
                },
                _writer
            ),
            isMark: false
        );
        await PublishAsync(0, Mark(new Timestamp(70)), isMark: true);

        await UntilAsync(() => table.Find("10.0.0.9", new Timestamp(5)) is not null);
        await UntilAsync(() => table.Frontier == new Timestamp(70));
        Assert.Equal(3, reader.Undecodable);
    }

    /// <summary>Processes are rolled, and one of the later version is at work: without its facts events would be blamed on no pod.</summary>
    [Fact]
    public async Task A_fact_of_a_later_version_ends_the_process_and_is_noted_for_its_next_start()
    {
        _broker.CreateTopic("entities", 1);
        await using var reader = await StartAsync(new EntityTable([Origin]));
        await PublishAsync(0, [0, 0, 0, 0, (byte)(SchemaIds.Newest + 1), 2, 3], isMark: false);

        await UntilAsync(() => _ended.Count > 0);

        Assert.Contains("entities[0] at 0: the record bears schema", _ended[0], StringComparison.Ordinal);
        Assert.Equal(_ended[0], new MetLater(_directory).Read(string.Empty));
        Assert.Equal(0, reader.Undecodable);
    }

    public void Dispose()
    {
        _broker.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private Task<EntityReader> StartAsync(EntityTable table) =>
        EntityReader.StartAsync(
            new KafkaOptions { Bootstrap = _broker.BootstrapServers },
            "entities",
            table,
            new Dictionary<string, EventSource> { [Origin] = EventSource.Audit },
            new EngineOptions
            {
                BootstrapServers = _broker.BootstrapServers,
                StateDirectory = _directory,
                ProcessEnd = new ProcessEnd(_ended.Add),
            },
            NullLogger.Instance,
            CancellationToken.None
        );

    private byte[] Mark(Timestamp frontier) =>
        WatermarkCodec.Encode(new WatermarkVector(Origin, [new OriginMark(EventSource.Audit, Origin, frontier, [])]), _writer);

    private async Task PublishAsync(int partition, byte[] value, bool isMark)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers });
        await producer.PublishAsync(new RawRecord("entities", [], value) { Partition = partition, Headers = isMark ? [new(WatermarkVector.Header, [1])] : [] });
        await producer.FlushAsync();
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
