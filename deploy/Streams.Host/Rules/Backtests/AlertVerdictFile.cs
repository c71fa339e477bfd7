using System.Text.Json;

namespace Streams.Host.Rules.Backtests;

/// <summary>What alerts turned out to be, a JSON object a line: <c>{"alert":"ID","verdict":"true|false|benign"}</c>. The last word on an alert counts.</summary>
internal static class AlertVerdictFile
{
    private static readonly string[] Verdicts = ["true", "false", "benign"];

    /// <summary>The verdicts by alert.</summary>
    /// <exception cref="UsageException">The file is not there, or a line is none.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"{path}: there is no such file");
        }

        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, line) in File.ReadLines(path).Index().Where(l => l.Item.AsSpan().Trim().Length > 0))
        {
            var (alert, verdict) = Parse(line);
            verdicts[alert ?? throw Refused(path, i)] = Verdicts.Contains(verdict) ? verdict! : throw Refused(path, i); // it is one of them
        }

        return verdicts;
    }

    private static (string? Alert, string? Verdict) Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind != JsonValueKind.Object ? default : (TextOf(json.RootElement, "alert"), TextOf(json.RootElement, "verdict"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static UsageException Refused(string path, int index) => new($"{path}:{index + 1}: write {{\"alert\":\"ID\",\"verdict\":\"true|false|benign\"}}");
}
