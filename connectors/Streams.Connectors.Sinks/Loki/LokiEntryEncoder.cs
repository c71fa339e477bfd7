using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Loki;

/// <summary>
/// Makes entries of alerts. An entry's time is the append time of the alert's record, so that a retry is the identical entry, which Loki stores once,
/// and a late finding is not refused for its age; the event's own time is structured metadata.
/// </summary>
internal static class LokiEntryEncoder
{
    public static LokiEntry Encode(SinkAlert alert)
    {
        var value = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(value, AlertJson.Options))
        {
            json.WriteStartArray();
            json.WriteStringValue((alert.AppendTimeMs * Timestamp.Millisecond).ToString(CultureInfo.InvariantCulture));
            json.WriteStringValue(AlertJson.Serialize(alert.Alert));
            WriteMetadata(json, alert.Alert);
            json.WriteEndArray();
        }

        return new LokiEntry(alert, LabelsOf(alert), value.WrittenMemory);
    }

    private static LokiLabels LabelsOf(SinkAlert sunk) =>
        new(
            sunk.Alert.Entities[EntityKind.Cluster] ?? "",
            sunk.Alert.Level,
            sunk.Alert.Sources.Count > 0 ? sunk.Alert.Sources[0].Name() : "none",
            sunk.Partition
        );

    private static void WriteMetadata(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject();
        json.WriteString("alert_id", alert.Id);
        json.WriteString("rule_id", alert.RuleId);
        json.WriteString("status", alert.Status.Name());
        json.WriteString("level", alert.Level);
        json.WriteString("event_time", alert.Time.Format());
        if (alert.Score is { } score)
        {
            json.WriteString("score", Math.Round(score.Value, 6).ToString(CultureInfo.InvariantCulture));
        }

        for (var kind = (EntityKind)0; (int)kind < EntityKinds.Count; kind++)
        {
            if (kind != EntityKind.Cluster && kind.IsShown() && alert.Entities[kind] is { Length: > 0 } entity)
            {
                json.WriteString(kind.Name(), entity);
            }
        }

        json.WriteEndObject();
    }
}
