using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Host.Commands.DeadLetters;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Running;
using Streams.Schemas.Parsing;

namespace Streams.Host.Commands;

/// <summary><c>streams dlq list|resend</c>: what could not be used, and sending it back after a mend.</summary>
internal static class DeadLetterCommand
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int CommitEvery = 1_000;

    /// <summary>Reasons of letters that are alerts: they go to the sink, not to a topic.</summary>
    private static readonly DeadReason[] OfSinks = [DeadReason.RefusedBySink, DeadReason.UnusableBySink, DeadReason.NotAnAlert];

    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var reason = new Option<string?>("--reason") { Description = "Only letters of this reason." };
        var list = new Command("list", "Lists the dead letters as JSON lines.") { file, reason };
        list.SetAction((parsed, cancel) => ListAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(reason), cancel));
        var resend = new Command(
            "resend",
            "Sends dead letters back to the topics they came from, and alerts to the sinks that refused them. Each is sent once: what was sent is remembered."
        )
        {
            file,
            reason,
        };
        resend.SetAction((parsed, cancel) => ResendAsync(ConfigurationReader.Read(parsed.GetValue(file)), parsed.GetValue(reason), cancel));
        return new Command("dlq", "Dead letters.") { list, resend };
    }

    private static async Task<int> ListAsync(StreamsOptions options, string? reason, CancellationToken cancel)
    {
        using var reader = Reader(options.Kafka, "list", ReadFrom.Beginning);
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
        DeadReason[] reasons = [.. DeadReasons.OfRecords, .. OfSinks];
        if (reason is not null && !reasons.Any(r => r.Name() == reason))
        {
            var names = string.Join(", ", reasons.Select(r => r.Name()));
            throw new UsageException($"--reason {reason}: no record that can be sent back has this reason; write one of {names}");
        }

        using var producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                ClientProperties = options.Kafka.Properties,
                Seals = options.Kafka.Seals,
            }
        );
        var sent = 0;
        var isWell = true;
        foreach (var one in reasons.Where(r => reason is null || r.Name() == reason))
        {
            if (OfSinks.Contains(one))
            {
                isWell &= await ResendToSinksAsync(options, one, cancel).ConfigureAwait(false);
            }
            else
            {
                sent += await ResendAsync(options, one, producer, cancel).ConfigureAwait(false);
            }
        }

        Console.WriteLine($"sent {sent} back");
        return isWell ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>Sends the letters of one reason, which has its own place in the topic: those of another reason can be sent another day.</summary>
    private static async Task<int> ResendAsync(StreamsOptions options, DeadReason reason, RawProducer producer, CancellationToken cancel)
    {
        using var reader = Reader(options.Kafka, $"resend-{reason.Name()}", ReadFrom.Acknowledged);
        var names = TopicPlan.Names(options.Kafka);
        var raw = names.Raw.Values.ToHashSet(StringComparer.Ordinal);
        var later = new LaterForms(names, options.Kafka.Seals is not null);
        var (sent, read) = (0, 0);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            var headers = DeadLetterHeaders.Read(record.Headers);
            if (headers.Reason == reason.Name() && headers.Topic is { } topic && (raw.Contains(topic) || later.Takes(topic, record.Value)))
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
        if (later.Sealed > 0)
        {
            Console.Error.WriteLine($"{later.Sealed} letters are records of sealed topics (security.topicKey): nobody vouches for a letter, they stay");
        }

        return sent;
    }

    /// <summary>Gives sinks what they refused for one reason; what they refuse again is told, and not remembered as sent.</summary>
    private static async Task<bool> ResendToSinksAsync(StreamsOptions options, DeadReason reason, CancellationToken cancel)
    {
        using var reader = Reader(options.Kafka, $"resend-{reason.Name()}", ReadFrom.Acknowledged);
        var resend = new SinkResend(options, TimeProvider.System);
        var off = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            var headers = DeadLetterHeaders.Read(record.Headers);
            if (
                headers.Reason == reason.Name()
                && headers.Sink is { } sink
                && LaterForms.Takes(reason, record.Value)
                && !resend.Add(sink, Encoding.UTF8.GetString(record.Key))
            )
            {
                off.Add(sink);
            }

            reader.Acknowledge(record);
        }

        var taken = await resend.SendAsync(cancel).ConfigureAwait(false);
        foreach (var refused in resend.Refused)
        {
            Console.Error.WriteLine($"refused again: {refused}");
        }

        foreach (var sink in off)
        {
            Console.Error.WriteLine($"{sink}: letters of a sink that this configuration does not switch on; nothing of this reason is remembered as sent");
        }

        if (taken + resend.Gone + resend.Folded + resend.Refused.Count > 0)
        {
            Console.WriteLine(
                $"{reason.Name()}: sinks took {taken}, refused {resend.Refused.Count}, {resend.Gone} alerts are no longer in the topic, of {resend.Folded} a storm tells"
            );
        }

        if (resend.Refused.Count > 0 || off.Count > 0)
        {
            return false;
        }

        reader.Commit();
        return true;
    }

    private static TopicReader Reader(KafkaOptions kafka, string reader, ReadFrom from) =>
        new(kafka.Reader($"dlq-{reader}", TopicPlan.Names(kafka).DeadLetters) with { From = from });
}
