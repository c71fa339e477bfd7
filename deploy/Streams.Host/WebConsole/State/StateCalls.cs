using System.Text;
using System.Text.Json;
using Streams.Engine.State;
using Streams.Redaction;

namespace Streams.Host.WebConsole.State;

/// <summary>The stages' committed state as JSON: what tables there are, and the entries of one under a prefix.</summary>
internal static class StateCalls
{
    /// <summary>How many entries are given where no limit is asked for.</summary>
    public const int DefaultLimit = 100;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void WriteTables(Utf8JsonWriter json, IReadOnlyList<StateTable> tables)
    {
        json.WriteStartArray();
        foreach (var table in tables)
        {
            json.WriteStartObject();
            json.WriteString("stage", table.Stage);
            json.WriteString("store", table.Input);
            json.WriteNumber("partition", table.Partition);
            json.WriteNumber("entries", table.Entries);
            json.WriteNumber("bytes", table.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WritePage(Utf8JsonWriter json, StatePage page, Redactor redactor)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (var entry in page.Entries)
        {
            json.WriteStartObject();
            json.WriteNumber("partition", entry.Partition);
            WriteKey(json, entry.Key, redactor);
            WriteValue(json, entry.Value, redactor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("more", page.More);
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, byte[] key, Redactor redactor)
    {
        try
        {
            json.WriteString("key", redactor.Redact(Strict.GetString(key)));
        }
        catch (DecoderFallbackException)
        {
            WriteBytes(json, "key", key, redactor);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, byte[] value, Redactor redactor)
    {
        if (IsJson(value))
        {
            json.WritePropertyName("value");
            WriteJson(json, value, redactor);
        }
        else
        {
            WriteBytes(json, "value", value, redactor);
        }
    }

    /// <summary>In base64; where a secret shows in them, as the text without it.</summary>
    private static void WriteBytes(Utf8JsonWriter json, string name, byte[] bytes, Redactor redactor)
    {
        var read = Encoding.UTF8.GetString(bytes);
        if (redactor.Redact(read) is var left && ReferenceEquals(left, read))
        {
            json.WriteBase64String($"{name}_base64", bytes);
        }
        else
        {
            json.WriteString(name, ControlSigns.Escape(left));
        }
    }

    /// <summary>The same, each of its texts without secrets.</summary>
    private static void WriteJson(Utf8JsonWriter json, byte[] value, Redactor redactor)
    {
        var reader = new Utf8JsonReader(value);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    json.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    json.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    json.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    json.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    json.WritePropertyName(redactor.Redact(reader.GetString()!)); // a name is a string
                    break;
                case JsonTokenType.String:
                    json.WriteStringValue(redactor.Redact(reader.GetString()!)); // the token is one
                    break;
                default:
                    json.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    private static bool IsJson(byte[] value)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
