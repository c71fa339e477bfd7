using System.Buffers;
using System.Text.Json;
using Streams.Redaction;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>An adaptive card, as the workflow "post to a channel when a webhook request is received" of Microsoft Teams takes it.</summary>
internal sealed class TeamsFormat : IAlertFormat
{
    private const int MaxExcerpt = 500;
    private static readonly string[] Colours = ["Default", "Default", "Accent", "Warning", "Attention"];

    public string Name => "teams";

    public string Text => "an adaptive card for a workflow of Microsoft Teams";

    public string ContentType => "application/json";

    public bool IsLines => false;

    public void Write(SinkAlert sunk, IBufferWriter<byte> to)
    {
        var alert = sunk.Alert;
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteStartObject("content");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteStartArray("body");
        WriteText(
            json,
            $"[{alert.Level}] {AlertSubject.Sentence(alert)} ({alert.Status.Name()})",
            Colours[Math.Max(0, AlertLevels.Rank(alert.Level))],
            isHead: true
        );
        foreach (var evidence in alert.Evidence.Take(3))
        {
            WriteText(json, Excerpts.Cut(evidence.Excerpt, MaxExcerpt), "Default", isHead: false);
        }

        WriteText(json, alert.Id, "Default", isHead: false);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A card's text is Markdown: what an attacker wrote is shown, not obeyed.</summary>
    private static void WriteText(Utf8JsonWriter json, string text, string colour, bool isHead)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextBlock");
        json.WriteString("text", Escaped(text));
        json.WriteBoolean("wrap", true);
        json.WriteString("color", colour);
        json.WriteString("weight", isHead ? "Bolder" : "Default");
        if (!isHead)
        {
            json.WriteString("fontType", "Monospace");
        }

        json.WriteEndObject();
    }

    private static string Escaped(string text) =>
        string.Concat(text.Select(c => c is '\\' or '[' or ']' or '*' or '_' or '`' or '!' or '<' or '>' or '#' ? $"\\{c}" : $"{c}"));
}
