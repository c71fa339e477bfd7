using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Schemas.Parsing;

namespace Streams.Host.Commands;

/// <summary><c>streams dlq list|resend</c>: what could not be used, and sending it back after a mend.</summary>
internal static class DeadLetterCommand
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int CommitEvery = 1_000;

    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var reason = new Option<string?>("--reason") { Description = "Only letters of this reason." };
        var list = new Command("list", "Lists the dead letters as JSON lines.") { file, reason };
        list.SetAction((parsed, cancel) => ListAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(reason), cancel));
        var resend = new Command("resend", "Sends dead letters back to the topics they came from. Each is sent once: what was sent is remembered.")
        {
            file,
            reason,
        };
        resend.SetAction((parsed, cancel) => ResendAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(reason), cancel));
        return new Command("dlq", "Dead letters.") { list, resend };
    }

    private static async Task<int> ListAsync(StreamsOptions options, string? reason, CancellationToken cancel)
    {
        using var reader = Reader(options, "streams-dlq-list", ReadFrom.Beginning);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            var headers = DeadLetterHeaders.Read(record.Headers);
            if (reason is not null && headers.Reason != reason)
            {
                continue;
            }

            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        offset = record.Offset,
                        reason = headers.Reason,
                        detail = headers.Detail,
                        parser = headers.Parser,
                        topic = headers.Topic,
                        partition = headers.Partition?.ToString(CultureInfo.InvariantCulture),
                        source_offset = headers.Offset?.ToString(CultureInfo.InvariantCulture),
                        value = Encoding.UTF8.GetString(record.Value ?? []),
                    },
                    Readable
                )
            );
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ResendAsync(StreamsOptions options, string? reason, CancellationToken cancel)
    {
        var reasons = DeadReasons.OfRecords.Select(r => r.Name()).ToArray();
        if (reason is not null && !reasons.Contains(reason))
        {
            throw new UsageException($"--reason {reason}: no record that can be sent back has this reason; write one of {string.Join(", ", reasons)}");
        }

        using var producer = new RawProducer(
            new RawProducerOptions { BootstrapServers = options.Kafka.Bootstrap, ClientProperties = options.Kafka.Properties }
        );
        var sent = 0;
        foreach (var one in reason is null ? reasons : [reason])
        {
            sent += await ResendAsync(options, one, producer, cancel).ConfigureAwait(false);
        }

        Console.WriteLine($"sent {sent} back");
        return ExitCode.Ok;
    }

    /// <summary>Sends the letters of one reason, which has its own place in the topic: those of another reason can be sent another day.</summary>
    private static async Task<int> ResendAsync(StreamsOptions options, string reason, RawProducer producer, CancellationToken cancel)
    {
        using var reader = Reader(options, $"{options.Kafka.ApplicationPrefix}-dlq-resend-{reason}", ReadFrom.Acknowledged);
        var raw = TopicPlan.Names(options.Kafka).Raw.Values.ToHashSet(StringComparer.Ordinal);
        var (sent, read) = (0, 0);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            var headers = DeadLetterHeaders.Read(record.Headers);
            if (headers.Reason == reason && headers.Topic is { } topic && raw.Contains(topic))
            {
                await producer
                    .PublishAsync(new Connectors.Kafka.Publishing.RawRecord(topic, record.Key, record.Value) { Partition = headers.Partition ?? 0 }, cancel)
                    .ConfigureAwait(false);
                sent++;
            }

            reader.Acknowledge(record);
            if (++read % CommitEvery == 0)
            {
                await producer.FlushAsync(cancel).ConfigureAwait(false);
                reader.Commit();
            }
        }

        await producer.FlushAsync(cancel).ConfigureAwait(false);
        reader.Commit();
        return sent;
    }

    private static TopicReader Reader(StreamsOptions options, string group, ReadFrom from) =>
        new(
            new TopicReaderOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                Topics = [TopicPlan.Names(options.Kafka).DeadLetters],
                GroupId = group,
                From = from,
                ClientProperties = options.Kafka.Properties,
            }
        );
}
