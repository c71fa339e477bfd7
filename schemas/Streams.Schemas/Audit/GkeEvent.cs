using System.Buffers;
using System.Text;
using System.Text.Json;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>Writes a <c>LogEntry</c> of GKE as an event of Kubernetes audit.</summary>
internal sealed class GkeEvent
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The event's JSON; valid until the next.</summary>
    public ReadOnlyMemory<byte> Write(JsonOutline entry, int payload)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("kind"u8, "Event"u8);
        json.WriteString("apiVersion"u8, "audit.k8s.io/v1"u8);
        Text(
            json,
            "auditID"u8,
            entry.Text(entry.Find(entry.Find("operation"u8), "id"u8)) is { IsEmpty: false } operation ? operation : entry.Text("insertId"u8)
        );
        json.WriteString("stage"u8, "ResponseComplete"u8);
        Text(json, "verb"u8, Last(entry.Text(entry.Find(payload, "methodName"u8)), (byte)'.'));
        json.WriteStartObject("user"u8);
        Text(json, "username"u8, entry.Text(entry.Find(entry.Find(payload, "authenticationInfo"u8), "principalEmail"u8)));
        json.WriteEndObject();
        var metadata = entry.Find(payload, "requestMetadata"u8);
        json.WriteStartArray("sourceIPs"u8);
        json.WriteStringValue(Valid(entry.Text(entry.Find(metadata, "callerIp"u8))));
        json.WriteEndArray();
        Text(json, "userAgent"u8, entry.Text(entry.Find(metadata, "callerSuppliedUserAgent"u8)));
        Reference(json, entry.Text(entry.Find(payload, "resourceName"u8)));
        json.WriteStartObject("responseStatus"u8);
        json.WriteNumber("code"u8, Status(entry, entry.Find(entry.Find(payload, "status"u8), "code"u8)));
        json.WriteEndObject();
        Body(json, "requestObject"u8, entry, entry.Find(payload, "request"u8));
        Body(json, "responseObject"u8, entry, entry.Find(payload, "response"u8));
        Text(json, "stageTimestamp"u8, entry.Text("timestamp"u8));
        json.WriteStartObject("annotations"u8);
        var labels = entry.Find("labels"u8);
        for (var label = entry.First(labels); label != JsonOutline.None; label = entry.Next(label))
        {
            Text(json, entry.Name(label), entry.Text(label));
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary><c>core/v1/namespaces/shop/pods/cart-1/exec</c>, <c>rbac.authorization.k8s.io/v1/clusterroles/x</c></summary>
    private static void Reference(Utf8JsonWriter json, ReadOnlySpan<byte> path)
    {
        var rest = path;
        var group = Words.Cut(ref rest, (byte)'/');
        _ = Words.Cut(ref rest, (byte)'/');
        ReadOnlySpan<byte> space = default;
        if (rest.StartsWith("namespaces/"u8) && rest[11..].Contains((byte)'/'))
        {
            rest = rest[11..];
            space = Words.Cut(ref rest, (byte)'/');
        }

        json.WriteStartObject("objectRef"u8);
        Text(json, "resource"u8, Words.Cut(ref rest, (byte)'/'));
        Text(json, "namespace"u8, space);
        Text(json, "name"u8, Words.Cut(ref rest, (byte)'/'));
        Text(json, "apiGroup"u8, group.SequenceEqual("core"u8) ? default : group);
        Text(json, "subresource"u8, rest);
        json.WriteEndObject();
        json.WriteString(
            "requestURI"u8,
            (group.SequenceEqual("core"u8) ? "/api/" : "/apis/") + Encoding.UTF8.GetString(group.SequenceEqual("core"u8) ? path[5..] : path)
        );
    }

    /// <summary>The HTTP status for a code of gRPC.</summary>
    private static int Status(JsonOutline entry, int node) =>
        !entry.TryNumber(node, out var code)
            ? 200
            : code switch
            {
                0 => 200,
                3 => 400,
                5 => 404,
                6 or 10 => 409,
                7 => 403,
                8 => 429,
                16 => 401,
                >= 400 and < 600 => (int)code,
                _ => 500,
            };

    private static void Body(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonOutline entry, int node)
    {
        if (entry.IsObject(node))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(entry.Raw(node).Span, skipInputValidation: true);
        }
    }

    private static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> text, byte separator) => text[(text.LastIndexOf(separator) + 1)..];

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            json.WriteString(Encoding.UTF8.GetString(name), Valid(value));
        }
    }

    /// <summary>The writer refuses what is no UTF-8.</summary>
    private static string Valid(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
