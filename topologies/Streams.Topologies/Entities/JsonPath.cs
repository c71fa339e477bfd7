using System.Text.Json;

namespace Streams.Topologies.Entities;

/// <summary>Looks into a JSON document of which nothing is certain: what is not there, or is of another kind, is nothing.</summary>
internal static class JsonPath
{
    public static JsonElement Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : default;

    public static IEnumerable<JsonElement> Members(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];

    public static string? Text(JsonElement element, params ReadOnlySpan<string> path) =>
        TryGet(ref element, path) && element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public static long? Number(JsonElement element, params ReadOnlySpan<string> path) =>
        TryGet(ref element, path) && element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;

    private static bool TryGet(ref JsonElement element, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return false;
            }
        }

        return true;
    }
}
