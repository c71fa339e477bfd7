using System.Runtime.CompilerServices;
using System.Text.Json;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Alerts;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Running;
using Streams.Redaction;
using Streams.Schemas.Alerts;

namespace Streams.Host.Commands.Alerts;

/// <summary>Where alerts are read from.</summary>
internal static class AlertRows
{
    /// <summary>Every state in a file of JSON lines.</summary>
    /// <exception cref="UsageException">There is no such file, or a line is no alert.</exception>
    public static async IAsyncEnumerable<AlertRow> OfFile(string file)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"{file}: there is no such file");
        }

        var line = 0;
        await foreach (var text in File.ReadLinesAsync(file).ConfigureAwait(false))
        {
            line++;
            if (text.Length > 0)
            {
                yield return Parse(text) ?? throw new UsageException($"{file}:{line}: is no alert");
            }
        }
    }

    /// <summary>Every state that the topic holds now.</summary>
    public static async IAsyncEnumerable<AlertRow> OfTopic(KafkaOptions kafka, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var reader = Reader(kafka, ReadFrom.Beginning);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (Row(record) is { } row)
            {
                yield return row;
            }
        }
    }

    /// <summary>What comes.</summary>
    public static async IAsyncEnumerable<AlertRow> FromNowOn(KafkaOptions kafka, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = Reader(kafka, ReadFrom.End);
        while (!cancel.IsCancellationRequested)
        {
            foreach (var record in await reader.ReadBatchAsync(cancel: cancel).ConfigureAwait(false))
            {
                if (Row(record) is { } row)
                {
                    yield return row;
                }
            }
        }
    }

    private static AlertRow? Row(TopicRecord record) =>
        record.Value is { } value && AlertCodec.Decode(value) is { } alert ? Parse(AlertJson.Serialize(Redactor.Default.Redact(alert))) : null;

    private static AlertRow? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("id", out _)
                ? new AlertRow(document.RootElement.Clone())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TopicReader Reader(KafkaOptions kafka, ReadFrom from) =>
        new(kafka.Reader("alerts-list", TopicPlan.Names(kafka).Alerts) with { From = from });
}
