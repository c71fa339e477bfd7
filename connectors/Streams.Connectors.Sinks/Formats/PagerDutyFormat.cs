using System.Buffers;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>Everything of PagerDuty's Events API v2 but the routing key, which the address or a header brings: an alert's updates go to the same incident, its end resolves it.</summary>
internal sealed class PagerDutyFormat : IAlertFormat
{
    private static readonly string[] Severities = ["info", "info", "warning", "error", "critical"];

    public string Name => "pagerduty";

    public string Text => "PagerDuty's Events API v2, without the routing key";

    public string ContentType => "application/json";

    public bool IsLines => false;

    public void Write(SinkAlert sunk, IBufferWriter<byte> to)
    {
        var alert = sunk.Alert;
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        json.WriteStartObject();
        json.WriteString("event_action", alert.Status is AlertStatus.Closed or AlertStatus.Superseded ? "resolve" : "trigger");
        json.WriteString("dedup_key", alert.Id);
        json.WriteStartObject("payload");
        json.WriteString("summary", AlertSubject.Sentence(alert));
        json.WriteString("source", alert.Entities[EntityKind.Cluster] ?? alert.Entities[EntityKind.Node] ?? "streams");
        json.WriteString("severity", Severities[Math.Max(0, AlertLevels.Rank(alert.Level))]);
        json.WriteString("timestamp", alert.Time.Format());
        json.WriteString("class", alert.RuleId);
        json.WritePropertyName("custom_details");
        AlertJson.Write(json, alert);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
