using System.Buffers;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds.Ocsf;
using Streams.Schemas.Signals;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>OCSF 1.8.0, class Detection Finding (2004). What OCSF has no place for stands under <c>unmapped</c>.</summary>
internal sealed class OcsfFormat : IAlertFormat
{
    private const int Category = 2;
    private const int Class = 2004;

    /// <summary>The entity kinds that are resources.</summary>
    private static readonly EntityKind[] Resources = [EntityKind.Pod, EntityKind.Workload, EntityKind.Node, EntityKind.Cluster];

    public string Name => "ocsf";

    public string Text => "OCSF 1.8.0 Detection Finding";

    public string ContentType => "application/json";

    public bool IsLines => true;

    public void Write(SinkAlert sunk, IBufferWriter<byte> to)
    {
        var alert = sunk.Alert;
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        var activity = ActivityOf(alert.Status);
        json.WriteStartObject();
        json.WriteNumber("activity_id", activity);
        json.WriteNumber("category_uid", Category);
        json.WriteNumber("class_uid", Class);
        json.WriteNumber("type_uid", (Class * 100) + activity);
        json.WriteNumber("severity_id", AlertLevels.Rank(alert.Level) + 1);
        json.WriteString("severity", alert.Level);
        json.WriteNumber(
            "status_id",
            alert.Status switch
            {
                AlertStatus.Open => 1,
                AlertStatus.Updated or AlertStatus.Renewed => 2,
                _ => 4,
            }
        );
        json.WriteString("status_detail", alert.Status.Name());
        json.WriteNumber("time", alert.Time.Milliseconds);
        json.WriteNumber("start_time", alert.FirstSeen.Milliseconds);
        json.WriteNumber("end_time", alert.LastSeen.Milliseconds);
        json.WriteNumber("count", Math.Min(alert.Count, int.MaxValue));
        json.WriteString("message", AlertSubject.Sentence(alert));
        json.WriteBoolean("is_alert", AlertLevels.Rank(alert.Level) >= AlertLevels.Rank("medium"));
        if (alert.Confidence is { } confidence)
        {
            json.WriteNumber("confidence_score", (int)Math.Round(confidence * 100));
        }

        WriteMetadata(json, sunk);
        WriteFinding(json, sunk);
        WriteEvidences(json, alert.Evidence);
        WriteResources(json, alert.Entities);
        json.WritePropertyName("observables");
        OcsfObservables.Write(json, alert.Entities);
        json.WriteStartObject("unmapped");
        AlertJson.WriteRest(json, alert);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static int ActivityOf(AlertStatus status) =>
        status switch
        {
            AlertStatus.Open => 1,
            AlertStatus.Updated or AlertStatus.Renewed => 2,
            _ => 3,
        };

    private static void WriteMetadata(Utf8JsonWriter json, SinkAlert sunk)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", OcsfVersion.Number);
        json.WriteString("uid", $"{sunk.Alert.Id}-{sunk.Alert.Status.Name()}-{sunk.Alert.Count}");
        json.WriteString("log_name", "alerts");
        json.WriteNumber("logged_time", sunk.AppendTimeMs);
        json.WriteStartObject("product");
        json.WriteString("name", OcsfVersion.Product);
        json.WriteString("vendor_name", OcsfVersion.Product);
        json.WriteString("version", OcsfVersion.ProductVersion);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, SinkAlert sunk)
    {
        var alert = sunk.Alert;
        json.WriteStartObject("finding_info");
        json.WriteString("uid", alert.Id);
        json.WriteString("title", alert.Title);
        if (alert.Description.Length > 0)
        {
            json.WriteString("desc", alert.Description);
        }

        json.WriteNumber("created_time", alert.Time.Milliseconds);
        json.WriteNumber("modified_time", sunk.AppendTimeMs);
        json.WriteNumber("first_seen_time", alert.FirstSeen.Milliseconds);
        json.WriteNumber("last_seen_time", alert.LastSeen.Milliseconds);
        json.WriteStartArray("data_sources");
        foreach (var source in alert.Sources)
        {
            json.WriteStringValue(source.Name());
        }

        json.WriteEndArray();
        json.WriteStartObject("analytic");
        json.WriteString("uid", alert.RuleId);
        json.WriteString("name", alert.Title);
        json.WriteNumber(
            "type_id",
            alert switch
            {
                { Score.Model.Length: > 0 } => 4,
                { Explanation: not null } => 2,
                { NewValue: not null } => 2,
                { Measure: not null } => 3,
                _ => 1,
            }
        );
        if (alert.RuleSet.Length > 0)
        {
            json.WriteString("version", alert.RuleSet);
        }

        json.WriteEndObject();
        WriteAttacks(json, alert);
        if (alert.Previous is { } previous)
        {
            json.WriteStartArray("related_events");
            json.WriteStartObject();
            json.WriteString("uid", previous);
            json.WriteNumber("type_uid", (Class * 100) + 1);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteAttacks(Utf8JsonWriter json, Alert alert)
    {
        if (alert.Attack.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attacks");
        foreach (var technique in alert.Attack)
        {
            var dot = technique.IndexOf('.');
            json.WriteStartObject();
            WriteUid(json, "technique", dot < 0 ? technique : technique[..dot]);
            if (dot > 0)
            {
                WriteUid(json, "sub_technique", technique);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUid(Utf8JsonWriter json, string name, string uid)
    {
        json.WriteStartObject(name);
        json.WriteString("uid", uid);
        json.WriteEndObject();
    }

    private static void WriteEvidences(Utf8JsonWriter json, IReadOnlyList<Evidence> evidences)
    {
        if (evidences.Count == 0)
        {
            return;
        }

        json.WriteStartArray("evidences");
        foreach (var evidence in evidences)
        {
            json.WriteStartObject();
            json.WriteString("uid", evidence.EventId);
            json.WriteString("name", evidence.Source.Name());
            json.WritePropertyName("data");
            AlertJson.Write(json, evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteResources(Utf8JsonWriter json, EntitySet entities)
    {
        json.WriteStartArray("resources");
        foreach (var kind in Resources)
        {
            if (entities[kind] is { Length: > 0 } name)
            {
                json.WriteStartObject();
                json.WriteString("type", kind.Name());
                json.WriteString("name", name);
                if (kind == EntityKind.Pod && entities[EntityKind.PodUid] is { Length: > 0 } uid)
                {
                    json.WriteString("uid", uid);
                }

                if (kind is EntityKind.Pod or EntityKind.Workload && entities[EntityKind.Namespace] is { Length: > 0 } space)
                {
                    json.WriteString("namespace", space);
                }

                json.WriteNumber("role_id", 3);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }
}
