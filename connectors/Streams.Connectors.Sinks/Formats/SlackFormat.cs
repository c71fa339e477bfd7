using System.Buffers;
using System.Text.Json;
using Streams.Redaction;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>A message of Slack's incoming webhooks; also what Mattermost takes. What an attacker chose cannot mention anybody.</summary>
internal sealed class SlackFormat : IAlertFormat
{
    private const int MaxExcerpt = 500;

    public string Name => "slack";

    public string Text => "a message of Slack's incoming webhooks";

    public string ContentType => "application/json";

    public bool IsLines => false;

    public void Write(SinkAlert sunk, IBufferWriter<byte> to)
    {
        var alert = sunk.Alert;
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        json.WriteStartObject();
        json.WriteString("text", Escaped($"[{alert.Level}] {AlertSubject.Sentence(alert)} ({alert.Status.Name()})"));
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("fallback", Escaped(alert.Title));
        json.WriteString("footer", alert.Id);
        json.WriteNumber("ts", alert.Time.Span(Timestamp.Second));
        json.WriteString("text", Escaped(string.Join('\n', alert.Evidence.Take(3).Select(e => Excerpts.Cut(e.Excerpt, MaxExcerpt)))));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
