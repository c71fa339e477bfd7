using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Streams.Redaction;

/// <summary>A command as the array of its words, as API servers write it: a name and its secret may be two words of it.</summary>
public static class JsonArguments
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON text with each array of texts that holds a secret only together told as one text without it; the same object where there is none, and where it is no JSON.</summary>
    public static string Without(Redactor redactor, string json)
    {
        if (!json.AsSpan().TrimStart().StartsWith("{") || !json.Contains('[', StringComparison.Ordinal))
        {
            return json;
        }

        try
        {
            var root = JsonNode.Parse(json);
            return root is not null && Look(redactor, root) ? root.ToJsonString(Relaxed) : json;
        }
        catch (JsonException)
        {
            return json;
        }
        catch (ArgumentException)
        {
            return json; // a name stands twice
        }
    }

    private static bool Look(Redactor redactor, JsonNode node)
    {
        var found = false;
        if (node is JsonObject inObject)
        {
            foreach (var (_, value) in inObject)
            {
                found |= value is not null && Look(redactor, value);
            }
        }
        else if (node is JsonArray items)
        {
            if (items.Count > 1 && items.All(i => i is JsonValue && i.GetValueKind() == JsonValueKind.String))
            {
                var joined = string.Join(' ', items.Select(i => i!.GetValue<string>())); // all are texts
                if (redactor.Redact(joined) is var left && !ReferenceEquals(left, joined))
                {
                    items.Clear();
                    items.Add(left);
                    return true;
                }
            }

            foreach (var item in items)
            {
                found |= item is not null && Look(redactor, item);
            }
        }

        return found;
    }
}
