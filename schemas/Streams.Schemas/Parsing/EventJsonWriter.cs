using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>Writes events and dead lines as the objects of the <c>parse</c> command. Not for the hot path.</summary>
public static class EventJsonWriter
{
    private static readonly string[] Types = [.. Enum.GetNames<EventType>().Select(SnakeCase)];
    private static readonly string[] Reasons = [.. Enum.GetNames<DeadReason>().Select(SnakeCase)];
    private static readonly string[] TimeSources = [.. Enum.GetNames<TimeSource>().Select(SnakeCase)];

    /// <summary>The name of a type, in snake case.</summary>
    public static string Name(this EventType type) => Types[(int)type];

    /// <summary>The name of a reason, in snake case: the header's value of a dead letter.</summary>
    public static string Name(this DeadReason reason) => Reasons[(int)reason];

    /// <summary>The name of a time's source, in snake case.</summary>
    public static string Name(this TimeSource source) => TimeSources[(int)source];

    /// <summary>Writes one event; <paramref name="first"/> and <paramref name="last"/> are the lines it was made of, and <paramref name="last"/> its line.</summary>
    public static void Write(Utf8JsonWriter json, ParsedEvent parsed, long first, long last)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, parsed.Index);
        json.WriteNumber("line"u8, first);
        if (!parsed.Time.IsKnown)
        {
            json.WriteNull("time"u8);
        }
        else
        {
            json.WriteString("time"u8, parsed.Time.Format());
        }

        json.WriteString("time_source"u8, parsed.TimeSource.Name());
        json.WriteString("source"u8, parsed.Source.Name());
        json.WriteString("type"u8, parsed.Type.Name());
        json.WriteStartObject("provenance"u8);
        json.WriteString("envelope"u8, parsed.Envelope);
        json.WriteString("dialect"u8, parsed.Dialect ?? parsed.Envelope);
        json.WriteEndObject();
        json.WriteStartObject("entities"u8);
        EventEntities.Write(json, parsed);
        json.WriteEndObject();
        json.WriteStartObject("fields"u8);
        WriteFields(json, parsed.Fields);
        json.WriteEndObject();
        json.WriteStartArray("lines"u8);
        json.WriteNumberValue(first);
        json.WriteNumberValue(last);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes one line, or element of a line, that could not be parsed.</summary>
    public static void WriteDead(Utf8JsonWriter json, in DeadElement dead, long line)
    {
        json.WriteStartObject();
        json.WriteString("error"u8, dead.Detail);
        json.WriteString("reason"u8, dead.Reason.Name());
        json.WriteNumber("index"u8, dead.Index);
        json.WriteNumber("count"u8, dead.Count);
        json.WriteNumber("line"u8, line);
        json.WriteEndObject();
    }

    /// <summary>Writes text that need not be valid UTF-8: what is not becomes U+FFFD.</summary>
    internal static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            json.WriteStringValue(text);
        }
        else
        {
            json.WriteStringValue(Encoding.UTF8.GetString(text));
        }
    }

    private static void WriteFields(Utf8JsonWriter json, FieldSet fields)
    {
        Span<bool> written = stackalloc bool[(int)Field.Count];
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields.At(i).Field;
            if (written[(int)field])
            {
                continue;
            }

            written[(int)field] = true;
            json.WritePropertyName(field.Name());
            WriteValues(json, fields, i, field);
        }
    }

    private static void WriteValues(Utf8JsonWriter json, FieldSet fields, int first, Field field)
    {
        var several = false;
        for (var i = first + 1; i < fields.Count && !several; i++)
        {
            several = fields.At(i).Field == field;
        }

        if (!several)
        {
            WriteValue(json, fields.At(first));
            return;
        }

        json.WriteStartArray();
        for (var i = first; i < fields.Count; i++)
        {
            if (fields.At(i) is var value && value.Field == field)
            {
                WriteValue(json, value);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Number:
                json.WriteNumberValue(value.Number);
                break;
            case FieldKind.Boolean:
                json.WriteBooleanValue(value.Number != 0);
                break;
            default:
                WriteText(json, value.Text);
                break;
        }
    }

    private static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
