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
                ? Refusal(Number(rejected), partial.TryGetProperty("errorMessage", out var why) ? why.ToString() : "")
                : null;
        }
        catch (JsonException)
        {
            return null; // 2xx is what counts
        }
    }

    /// <summary>What is said of a number of refused records; null of none.</summary>
    public static string? Refusal(long rejected, string why) => rejected > 0 ? $"{rejected} refused: {(why.Length > 0 ? why : "without a reason")}" : null;

    /// <summary>A 64-bit number is a text in JSON's form of protobuf, and a number where a receiver is lax.</summary>
    private static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text
        : 0;
}
