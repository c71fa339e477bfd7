using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Reading;
using Streams.Redaction;
using Timestamp = Streams.Schemas.Events.Timestamp;

namespace Streams.Host.Records;

/// <summary>A record as JSON, without secrets: its text, or, where it is none and holds none, its bytes in base64.</summary>
internal static class RecordJson
{
    /// <summary>So much of a text is shown; the whole stands in Kafka.</summary>
    public const int MostShown = 256 * 1024;

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, TopicRecord record, Redactor redactor)
    {
        json.WriteStartObject();
        json.WriteString("topic", record.Topic);
        json.WriteNumber("partition", record.Partition);
        json.WriteNumber("offset", record.Offset);
        json.WriteString("time", Timestamp.FromMilliseconds(record.TimestampMs).Format());
        json.WriteString("time_of", record.IsAppendTime ? "broker" : "producer");
        WriteBytes(json, "key", record.Key, redactor);
        WriteHeaders(json, record.Headers, redactor);
        if (record.Value is { } value)
        {
            json.WriteNumber("bytes", value.Length);
            WriteBytes(json, "value", value, redactor);
        }
        else
        {
            json.WriteNull("value");
        }

        json.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter json, Headers headers, Redactor redactor)
    {
        json.WriteStartObject("headers");
        foreach (var header in headers.GroupBy(h => h.Key, StringComparer.Ordinal).Select(g => g.Last()))
        {
            WriteBytes(json, header.Key, header.GetValueBytes() ?? [], redactor);
        }

        json.WriteEndObject();
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, byte[] bytes, Redactor redactor)
    {
        if (!Utf8.IsValid(bytes) || bytes.AsSpan().Contains((byte)0))
        {
            // A byte that is none of a text's does not carry a secret past.
            var read = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 2 * MostShown));
            if (ReferenceEquals(redactor.Redact(read), read))
            {
                json.WriteBase64String($"{name}_base64", bytes.AsSpan(0, Math.Min(bytes.Length, MostShown)));
                return;
            }
        }

        // Taken out before it is cut: half a secret is not known as one.
        var text = redactor.Redact(JsonArguments.Without(redactor, Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 2 * MostShown))));
        json.WriteString(name, ControlSigns.Escape(Excerpts.Beginning(text, MostShown)));
    }
}
