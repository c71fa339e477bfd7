using System.Buffers;
using System.Text;
using System.Text.Json;
using Streams.Schemas.Json;

namespace Streams.Schemas.Audit;

/// <summary>Writes a row of <c>AKSAudit</c> as an event of Kubernetes audit: the same values under the columns' names, objects as JSON or as a text that holds it.</summary>
internal sealed class AksTableEvent
{
    private static readonly (byte[] Column, byte[] Name)[] Texts =
    [
        Pair("Level", "level"),
        Pair("AuditId", "auditID"),
        Pair("Stage", "stage"),
        Pair("RequestUri", "requestURI"),
        Pair("Verb", "verb"),
        Pair("UserAgent", "userAgent"),
        Pair("RequestReceivedTime", "requestReceivedTimestamp"),
        Pair("StageReceivedTime", "stageTimestamp"),
    ];

    private static readonly (byte[] Column, byte[] Name)[] Objects =
    [
        Pair("User", "user"),
        Pair("ImpersonatedUser", "impersonatedUser"),
        Pair("SourceIps", "sourceIPs"),
        Pair("ObjectRef", "objectRef"),
        Pair("ResponseStatus", "responseStatus"),
        Pair("RequestObject", "requestObject"),
        Pair("ResponseObject", "responseObject"),
        Pair("Annotations", "annotations"),
    ];

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The event's JSON; valid until the next.</summary>
    public ReadOnlyMemory<byte> Write(JsonOutline row)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("kind"u8, "Event"u8);
        json.WriteString("apiVersion"u8, "audit.k8s.io/v1"u8);
        foreach (var (column, name) in Texts)
        {
            if (row.Text(column) is { IsEmpty: false } text)
            {
                json.WriteString(name, Encoding.UTF8.GetString(text));
            }
        }

        if (!row.Has("StageReceivedTime"u8) && row.Text("TimeGenerated"u8) is { IsEmpty: false } generated)
        {
            json.WriteString("stageTimestamp"u8, Encoding.UTF8.GetString(generated));
        }

        foreach (var (column, name) in Objects)
        {
            Write(json, name, row, row.Find(column));
        }

        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, byte[] name, JsonOutline row, int node)
    {
        if (row.IsObject(node) || row.IsArray(node))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(row.Raw(node).Span, skipInputValidation: true);
        }
        else if (row.IsString(node) && row.Text(node) is var text && IsWhole(text))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(text, skipInputValidation: true);
        }
    }

    /// <summary>Whether a text holds one JSON object or array.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1 << 20 });
        try
        {
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (byte[] Column, byte[] Name) Pair(string column, string name) => (Encoding.UTF8.GetBytes(column), Encoding.UTF8.GetBytes(name));
}
