using System.Globalization;
using System.Text.Json;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>The answer of an OTLP receiver that took a request and not all of its records: <c>partialSuccess</c>, with a number and a reason, and no word on which.</summary>
internal static class PartialSuccess
{
    /// <summary>Why records were refused; null where none was, also where the answer is empty or no JSON.</summary>
    public static string? RefusalIn(string answer)
    {
        if (answer.Length == 0 || answer[0] != '{')
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(answer);
            return
                json.RootElement.TryGetProperty("partialSuccess", out var partial)
                && partial.ValueKind == JsonValueKind.Object
                && partial.TryGetProperty("rejectedLogRecords", out var rejected)
                && Number(rejected) > 0
                ? $"{Number(rejected)} refused: {(partial.TryGetProperty("errorMessage", out var why) ? why.ToString() : "without a reason")}"
                : null;
        }
        catch (JsonException)
        {
            return null; // 2xx is what counts
        }
    }

    /// <summary>A 64-bit number is a text in JSON's form of protobuf, and a number where a receiver is lax.</summary>
    private static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text
        : 0;
}
