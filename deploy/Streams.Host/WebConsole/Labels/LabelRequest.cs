using System.Text.Json;
using Streams.Schemas.Labels;

namespace Streams.Host.WebConsole.Labels;

/// <summary>What somebody says of an alert through the API.</summary>
/// <param name="Verdict">What it was.</param>
/// <param name="By">Who says so.</param>
/// <param name="Note">Why.</param>
internal sealed record LabelRequest(AlertVerdict Verdict, string By, string Note)
{
    /// <summary>The longest name and note that are taken.</summary>
    public const int MaxBy = 100;

    /// <summary>As above.</summary>
    public const int MaxNote = 1_000;

    private const string Nobody = "console";

    /// <summary>Reads one.</summary>
    /// <param name="body">JSON, as in <c>{"verdict":"benign","by":"alice","note":"a drill"}</c>.</param>
    /// <param name="complaint">What is wrong with it.</param>
    /// <returns>Null where it is none.</returns>
    public static LabelRequest? Read(ReadOnlyMemory<byte> body, out string complaint)
    {
        complaint = $"Write {{\"verdict\": \"{string.Join('|', AlertVerdicts.Names)}\", \"by\": \"NAME\", \"note\": \"WHY\"}}.";
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "verdict") is not { } name || !AlertVerdicts.TryParse(name, out var verdict))
            {
                return null;
            }

            var (by, note) = (Text(root, "by"), Text(root, "note") ?? "");
            if (by is { Length: > MaxBy } || note.Length > MaxNote)
            {
                complaint = $"'by' has at most {MaxBy} characters, 'note' at most {MaxNote}.";
                return null;
            }

            return new LabelRequest(verdict, string.IsNullOrWhiteSpace(by) ? Nobody : by, note);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
