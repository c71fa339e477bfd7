using System.Buffers.Binary;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Avro;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>A program that was taken back: what the later version wrote is between the stages and in the topics that every process follows.</summary>
public sealed class LaterVersionTests
{
    [Theory]
    [InlineData("signals")]
    [InlineData("observations")]
    [InlineData("entities")]
    public async Task A_record_of_a_later_version_is_refused_with_a_sentence_and_is_still_there_for_it(string topic)
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        Flow.WriteRule(folder);
        var bootstrap = kafka["KAFKA_BOOTSTRAP"];
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{bootstrap}}", signalPartitions: 1, rawPartitions: 1}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            detection: {rules: "{{folder.Path}}/rules"}
            """
        );
        using var service = StreamsService.Start(configuration, supervised: true);
        await service.ReadyAsync();

        var later = new byte[64];
        BinaryPrimitives.WriteInt32BigEndian(later.AsSpan(1), SchemaIds.Newest + 1);
        using (var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap }))
        {
            await producer.PublishAsync(new RawRecord(topic, "key"u8.ToArray(), later) { Partition = 0 }, CancellationToken.None);
            await producer.FlushAsync(CancellationToken.None);
        }

        Assert.Equal(3, await service.ExitAsync());
        Assert.Contains($"bears schema {SchemaIds.Newest + 1}, and this version of Streams knows none above", service.Output, StringComparison.Ordinal);
        using var letters = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = ["dlq"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        Assert.Empty(await letters.ReadToEndAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }
}
