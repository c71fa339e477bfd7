using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>Who may write into our own topics, but holds no key, changes nothing: a forged watermark, signal, alert and fact are set aside, told and counted.</summary>
public sealed class ForgedRecordsTests
{
    private const string Forged = "203.0.11.9";

    [Fact]
    public async Task Records_without_a_seal_change_nothing()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        var bootstrap = kafka["KAFKA_BOOTSTRAP"];
        using var folder = new TemporaryFolder();
        Flow.WriteRule(folder);
        var file = Path.Combine(folder.Path, "alerts.jsonl");
        using var service = StreamsService.Start(
            folder.Write(
                "streams.yaml",
                $$"""
                kafka: {bootstrap: "{{bootstrap}}", rawPartitions: 1, signalPartitions: 1}
                security: {topicKey: "{{new string('k', 40)}}"}
                state: {directory: "{{folder.Path}}/state"}
                http: {listen: "127.0.0.1:0"}
                detection: {rules: "{{folder.Path}}/rules"}
                sinks: {file: "{{file}}"}
                """
            )
        );
        var address = await service.ReadyAsync();
        await PublishAsync(bootstrap, new RawRecord("raw.kernel", null, Flow.Line("10.244.0.1")));
        await UntilAsync(() => Text(file).Contains("10.244.0.1", StringComparison.Ordinal), service);

        await ForgeAsync(bootstrap);
        await PublishAsync(bootstrap, new RawRecord("raw.kernel", null, Flow.Line("10.244.0.2")));
        await UntilAsync(() => Text(file).Contains("10.244.0.2", StringComparison.Ordinal), service);

        using var metrics = new ServiceMetrics(address);
        await UntilAsync(async () => (await metrics.ReadAsync("streams_topic_unsealed_records_total")).Sum() >= 4, service);
        Assert.DoesNotContain(Forged, Text(file), StringComparison.Ordinal);
        var letters = await ReadAsync(bootstrap, "dlq");
        Assert.Equal(
            ["alerts", "signals", "signals"],
            letters.Select(l => DeadLetterHeaders.Read(l.Headers)).Where(h => h.Reason == "unsealed").Select(h => h.Topic).Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, await service.StopAsync());
    }

    /// <summary>What was taken from the topics, changed, and a watermark that would make everything late.</summary>
    private static async Task ForgeAsync(string bootstrap)
    {
        var writer = new AvroWriter();
        var signal = (await ReadAsync(bootstrap, "signals")).First(r => !r.Headers.TryGetLastBytes(WatermarkVector.Header, out _));
        var alert = AlertCodec.Decode((await ReadAsync(bootstrap, "alerts"))[0].Value)!; // the service wrote it
        var far = Timestamp.From(DateTimeOffset.UtcNow.AddYears(1));
        var vector = new WatermarkVector(
            "raw.kernel-0",
            [new OriginMark(EventSource.Kernel, "raw.kernel-0", new Timestamp(far.Nanoseconds), [new NodeMark("node-1", far, far, [])])]
        );
        await PublishAsync(
            bootstrap,
            new RawRecord("signals", signal.Key, Changed(signal.Value!)), // it is no tombstone
            new RawRecord("signals", [], WatermarkCodec.Encode(vector, writer)) { Headers = [new(WatermarkVector.Header, [])] },
            new RawRecord("alerts", "forged"u8.ToArray(), AlertCodec.Encode(alert with { Id = "forged", Title = Forged }, writer)),
            new RawRecord(
                "entities",
                "shop/web@0"u8.ToArray(),
                EntityCodec.Encode(
                    new EntityFact
                    {
                        Namespace = "shop",
                        Pod = Forged,
                        ValidFrom = new Timestamp(0),
                        Ips = ["10.244.0.2"],
                        Rank = FactRank.Reported,
                    },
                    writer
                )
            )
        );
    }

    /// <summary>The same with another address of the same length.</summary>
    private static byte[] Changed(byte[] value) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(value).Replace("10.244.0.1", Forged, StringComparison.Ordinal));

    private static async Task PublishAsync(string bootstrap, params RawRecord[] records)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        foreach (var record in records)
        {
            await producer.PublishAsync(record, TestContext.Current.CancellationToken);
        }

        await producer.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<TopicRecord>> ReadAsync(string bootstrap, string topic)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = [topic],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var records = new List<TopicRecord>();
        await foreach (var record in reader.ReadToEndAsync(TestContext.Current.CancellationToken))
        {
            records.Add(record);
        }

        return records;
    }

    private static string Text(string file)
    {
        if (!File.Exists(file))
        {
            return "";
        }

        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static Task UntilAsync(Func<bool> holds, StreamsService service) => UntilAsync(() => Task.FromResult(holds()), service);

    private static async Task UntilAsync(Func<Task<bool>> holds, StreamsService service)
    {
        using var limit = new CancellationTokenSource(StreamsService.Patience);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested || service.HasExited, service.Output);
            await Task.Delay(100);
        }
    }
}
