using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Topologies.Binding;

namespace Streams.Host.Commands;

/// <summary><c>streams dlq list|resend</c>: what could not be used, and sending it back after a mend.</summary>
internal static class DeadLetterCommand
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var reason = new Option<string?>("--reason") { Description = "Only letters of this reason." };
        var list = new Command("list", "Lists the dead letters as JSON lines.") { file, reason };
        list.SetAction((parsed, cancel) => ListAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(reason), cancel));
        var resend = new Command("resend", "Sends dead letters back to the topics they came from. Each is sent once: what was sent is remembered.") { file, reason };
        resend.SetAction((parsed, cancel) => ResendAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(reason), cancel));
        return new Command("dlq", "Dead letters.") { list, resend };
    }

    private static async Task<int> ListAsync(StreamsOptions options, string? reason, CancellationToken cancel)
    {
        using var reader = Reader(options, "streams-dlq-list", ReadFrom.Beginning);
        foreach (var record in (await reader.ReadToEndAsync(cancel).ConfigureAwait(false)).Where(r => Has(r, reason)))
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                offset = record.Offset,
                reason = Header(record, RecordHeaders.Reason),
                detail = Header(record, RecordHeaders.Detail),
                parser = Header(record, RecordHeaders.Parser),
                topic = Header(record, RecordHeaders.Topic),
                partition = Header(record, RecordHeaders.Partition),
                source_offset = Header(record, RecordHeaders.Offset),
                value = Encoding.UTF8.GetString(record.Value ?? []),
            }, Readable));
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ResendAsync(StreamsOptions options, string? reason, CancellationToken cancel)
    {
        using var reader = Reader(options, $"{options.Kafka.ApplicationPrefix}-dlq-resend", ReadFrom.Acknowledged);
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = options.Kafka.Bootstrap, ClientProperties = options.Kafka.Properties });
        var raw = TopicPlan.Names(options.Kafka).Raw.Values.ToHashSet(StringComparer.Ordinal);
        var (sent, kept) = (0, 0);
        foreach (var record in await reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (Has(record, reason) && Header(record, RecordHeaders.Topic) is { } topic && raw.Contains(topic))
            {
                await producer.PublishAsync(new RawRecord(topic, record.Key, record.Value) { Partition = int.Parse(Header(record, RecordHeaders.Partition) ?? "0", CultureInfo.InvariantCulture) }, cancel).ConfigureAwait(false);
                sent++;
            }
            else
            {
                kept++;
            }

            reader.Acknowledge(record);
        }

        await producer.FlushAsync(cancel).ConfigureAwait(false);
        reader.Commit();
        Console.WriteLine($"sent {sent} back, passed over {kept}");
        return ExitCode.Ok;
    }

    private static TopicReader Reader(StreamsOptions options, string group, ReadFrom from) => new(new TopicReaderOptions
    {
        BootstrapServers = options.Kafka.Bootstrap,
        Topics = [TopicPlan.Names(options.Kafka).DeadLetters],
        GroupId = group,
        From = from,
        ClientProperties = options.Kafka.Properties,
    });

    private static bool Has(TopicRecord record, string? reason) => reason is null || Header(record, RecordHeaders.Reason) == reason;

    private static string? Header(TopicRecord record, string name) => record.Headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
