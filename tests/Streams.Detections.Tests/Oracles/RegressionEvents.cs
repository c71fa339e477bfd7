using System.Text.Json;
using System.Text.Json.Nodes;

namespace Streams.Detections.Tests.Oracles;

/// <summary>The events of <c>sigma_regression</c>, flattened as its README asks: Event.System and Event.EventData to the top, the provider's name to <c>Provider_Name</c>.</summary>
internal static class RegressionEvents
{
    /// <summary>Each event with the rules of its case.</summary>
    public static IEnumerable<(IReadOnlyList<string> Rules, byte[] Json)> All()
    {
        var root = SharedData.PathOrSkip("sigma_regression");
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "index.json")));
        foreach (var @case in index.RootElement.EnumerateArray())
        {
            string[] rules = [.. @case.GetProperty("rules").EnumerateArray().Select(r => r.GetString()!)]; // texts
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, @case.GetProperty("dir").GetString()!), "*.json").Order(StringComparer.Ordinal)) // a text
            {
                foreach (var e in Documents(File.ReadAllBytes(file)))
                {
                    yield return (rules, Flat(e));
                }
            }
        }
    }

    private static List<JsonObject> Documents(ReadOnlySpan<byte> text)
    {
        var found = new List<JsonObject>();
        var reader = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            switch (JsonNode.Parse(ref reader))
            {
                case JsonArray list:
                    found.AddRange(list.Select(e => e!.AsObject()));
                    break; // events
                case JsonObject one:
                    found.Add(one);
                    break;
                default:
                    break;
            }
        }

        return found;
    }

    private static byte[] Flat(JsonObject document)
    {
        var root = document["Event"]?.AsObject() ?? document;
        var flat = new JsonObject();
        foreach (var part in (string[])["System", "EventData", "UserData"])
        {
            foreach (var (name, value) in root[part] as JsonObject ?? [])
            {
                flat[name] = value?.DeepClone();
            }
        }

        if (root["System"]?["Provider"] is JsonObject provider)
        {
            flat["Provider_Name"] = (provider["#attributes"] ?? provider)["Name"]?.DeepClone();
        }

        return JsonSerializer.SerializeToUtf8Bytes(flat);
    }
}
