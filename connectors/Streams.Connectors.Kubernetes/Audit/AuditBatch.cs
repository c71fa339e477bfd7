using System.Text.Json;

namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>Cuts a batch into records that fit into Kafka's default limit.</summary>
internal static class AuditBatch
{
    private const int MaxRecordBytes = 700 * 1024;

    /// <summary>The batch itself where it is small or no EventList; else its items, each a record.</summary>
    public static IEnumerable<byte[]> Split(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= MaxRecordBytes)
        {
            return [body.ToArray()];
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array
                ? [.. items.EnumerateArray().Select(item => System.Text.Encoding.UTF8.GetBytes(item.GetRawText()))]
                : [body.ToArray()];
        }
        catch (JsonException)
        {
            return [body.ToArray()];
        }
    }
}
