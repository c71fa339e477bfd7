using System.Buffers;
using System.Text.Json;

namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>Cuts a batch into records that fit into Kafka's default limit, as far as its items do.</summary>
internal static class AuditBatch
{
    /// <summary>The largest record that every topic takes.</summary>
    public const int MaxRecordBytes = 700 * 1024;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = AuditBatchReader.MaxDepth };

    /// <summary>The batch itself where it is small; else its items, each a record, one after the other, however large. The body is one that <see cref="AuditBatchReader"/> let pass.</summary>
    public static IEnumerable<byte[]> Split(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= MaxRecordBytes)
        {
            yield return body.ToArray();
            yield break;
        }

        using var document = JsonDocument.Parse(body, Deep);
        if (!document.RootElement.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            yield return body.ToArray();
            yield break;
        }

        foreach (var item in items.EnumerateArray())
        {
            yield return System.Text.Encoding.UTF8.GetBytes(item.GetRawText());
        }
    }

    /// <summary>A record that the topic does not take, made smaller.</summary>
    public static byte[] Fit(byte[] record)
    {
        using var document = JsonDocument.Parse(record, Deep);
        return record.Length <= MaxRecordBytes || document.RootElement.ValueKind != JsonValueKind.Object
            ? Beginning(record)
            : Beginning(WithoutBodies(document.RootElement));
    }

    /// <summary>As the API server itself truncates: without the two bodies, and saying so in an annotation.</summary>
    private static ReadOnlySpan<byte> WithoutBodies(JsonElement item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var property in item.EnumerateObject())
        {
            if (property.Name is not ("requestObject" or "responseObject" or "annotations"))
            {
                property.WriteTo(json);
            }
        }

        json.WriteStartObject("annotations");
        json.WriteString("audit.k8s.io/truncated", "true");
        if (item.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object)
        {
            foreach (var annotation in annotations.EnumerateObject())
            {
                annotation.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>What is still too large is cut off: no JSON any more, so it ends as a dead letter, counted, and holds no batch back.</summary>
    private static byte[] Beginning(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, MaxRecordBytes)].ToArray();
}
