using System.Text;
using System.Text.Json;
using Streams.Engine.State;

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

    public static void WritePage(Utf8JsonWriter json, StatePage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (var entry in page.Entries)
        {
            json.WriteStartObject();
            json.WriteNumber("partition", entry.Partition);
            WriteKey(json, entry.Key);
            WriteValue(json, entry.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("more", page.More);
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, byte[] key)
    {
        try
        {
            json.WriteString("key", Strict.GetString(key));
        }
        catch (DecoderFallbackException)
        {
            json.WriteBase64String("key_base64", key);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, byte[] value)
    {
        if (IsJson(value))
        {
            json.WritePropertyName("value");
            json.WriteRawValue(value, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("value_base64", value);
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
