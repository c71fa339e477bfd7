using System.Text.Json;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Records;
using Streams.Host.WebConsole.Records;
using Streams.Redaction;

namespace Streams.Host.Tests.Records;

/// <summary>A record is found by its place in a raw topic; where there is none, none is shown.</summary>
public sealed class RecordCallsTests
{
    [Fact]
    public async Task The_record_of_a_place_is_found_and_no_other()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("raw.audit", 2);
        broker.CreateTopic("alerts", 1);
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = broker.BootstrapServers });
        await producer.PublishAsync(new RawRecord("raw.audit", null, "first"u8.ToArray()) { Partition = 1 });
        await producer.PublishAsync(new RawRecord("raw.audit", null, "second"u8.ToArray()) { Partition = 1 });
        await producer.PublishAsync(new RawRecord("alerts", null, "other"u8.ToArray()) { Partition = 0 });
        await producer.FlushAsync(cancel);
        using var calls = new RecordCalls(new KafkaOptions { Bootstrap = broker.BootstrapServers }, ["raw.audit"], Redactor.Default);

        Assert.Equal("first", Value(await calls.FindAsync(new RecordPlace("raw.audit", 1, 0), cancel)));
        Assert.Equal("second", Value(await calls.FindAsync(new RecordPlace("raw.audit", 1, 1), cancel)));
        Assert.Null(await calls.FindAsync(new RecordPlace("raw.audit", 1, 2), cancel));
        Assert.Null(await calls.FindAsync(new RecordPlace("raw.audit", 0, 0), cancel));
        Assert.Null(await calls.FindAsync(new RecordPlace("alerts", 0, 0), cancel));
    }

    private static string? Value(ReadOnlyMemory<byte>? json) =>
        json is { } bytes ? JsonDocument.Parse(bytes).RootElement.GetProperty("value").GetString() : null;
}
