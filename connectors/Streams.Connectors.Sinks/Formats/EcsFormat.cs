using System.Buffers;
using System.Net;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds.Ecs;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>Elastic Common Schema 8.17, as Elastic Security takes alerts from elsewhere. What ECS has no place for stands under <c>streams</c>.</summary>
internal sealed class EcsFormat : IAlertFormat
{
    /// <summary>Elastic's severities of external alerts, by our levels.</summary>
    private static readonly int[] Severities = [21, 21, 47, 73, 99];

    public string Name => "ecs";

    public string Text => "Elastic Common Schema 8.17, an external alert";

    public string ContentType => "application/json";

    public bool IsLines => true;

    public void Write(SinkAlert sunk, IBufferWriter<byte> to)
    {
        var alert = sunk.Alert;
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        json.WriteStartObject();
        json.WriteString("@timestamp", alert.Time.Format());
        json.WriteString("message", AlertSubject.Sentence(alert));
        WriteObject(json, "ecs", ("version", EcsVersion.Number));
        WriteEvent(json, sunk);
        WriteRule(json, alert);
        WriteThreat(json, alert);
        WriteEntities(json, alert.Entities);
        WriteRelated(json, alert);
        AlertJson.WriteStrings(json, "tags", alert.Tags);
        json.WriteStartObject("streams");
        json.WriteString("id", alert.Id);
        json.WriteNumber("count", alert.Count);
        json.WriteString("level", alert.Level);
        AlertJson.WriteStrings(json, "sources", [.. alert.Sources.Select(s => s.Name())]);
        json.WriteStartArray("evidence");
        foreach (var evidence in alert.Evidence)
        {
            AlertJson.Write(json, evidence);
        }

        json.WriteEndArray();
        AlertJson.WriteRest(json, alert);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, SinkAlert sunk)
    {
        var alert = sunk.Alert;
        var severity = Severities[Math.Max(0, AlertLevels.Rank(alert.Level))];
        json.WriteStartObject("event");
        json.WriteString("kind", "alert");
        AlertJson.WriteStrings(json, "category", ["intrusion_detection"]);
        AlertJson.WriteStrings(json, "type", ["info"]);
        json.WriteString("id", alert.Id);
        json.WriteString("action", alert.Status.Name());
        json.WriteString("module", "streams");
        json.WriteString("dataset", "streams.alerts");
        json.WriteString("provider", "streams");
        json.WriteNumber("severity", severity);
        json.WriteNumber("risk_score", alert.Confidence is { } confidence ? Math.Round(confidence * 100, 2) : severity);
        json.WriteString("start", alert.FirstSeen.Format());
        json.WriteString("end", alert.LastSeen.Format());
        json.WriteString("created", Timestamp.FromMilliseconds(sunk.AppendTimeMs).Format());
        if (alert.Evidence.Count > 0)
        {
            json.WriteString("original", alert.Evidence[0].Excerpt);
        }

        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject("rule");
        json.WriteString("id", alert.RuleId);
        json.WriteString("uuid", alert.RuleId);
        json.WriteString("name", alert.Title);
        WriteIfAny(json, "description", alert.Description);
        WriteIfAny(json, "version", alert.RuleSet);
        WriteIfAny(json, "reference", alert.References.Count > 0 ? alert.References[0] : "");
        json.WriteEndObject();
    }

    private static void WriteThreat(Utf8JsonWriter json, Alert alert)
    {
        if (alert.Attack.Count == 0)
        {
            return;
        }

        json.WriteStartObject("threat");
        json.WriteString("framework", "MITRE ATT&CK");
        json.WriteStartObject("technique");
        AlertJson.WriteStrings(json, "id", [.. alert.Attack.Select(t => t.Split('.')[0]).Distinct()]);
        if (alert.Attack.Any(t => t.Contains('.')))
        {
            json.WriteStartObject("subtechnique");
            AlertJson.WriteStrings(json, "id", [.. alert.Attack.Where(t => t.Contains('.'))]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEntities(Utf8JsonWriter json, EntitySet entities)
    {
        json.WriteStartObject("orchestrator");
        json.WriteString("type", "kubernetes");
        WriteIfAny(json, "namespace", entities[EntityKind.Namespace]);
        if (entities[EntityKind.Cluster] is { Length: > 0 } cluster)
        {
            WriteObject(json, "cluster", ("name", cluster));
        }

        if (entities[EntityKind.Pod] is { Length: > 0 } pod)
        {
            WriteObject(json, "resource", ("name", pod), ("type", "pod"), ("id", entities[EntityKind.PodUid]));
        }
        else if (entities[EntityKind.Workload] is { Length: > 0 } workload)
        {
            WriteObject(json, "resource", ("name", workload), ("type", "workload"));
        }

        json.WriteEndObject();
        WriteObject(json, "host", ("name", entities[EntityKind.Node]));
        WriteObject(json, "user", ("name", entities[EntityKind.Principal] ?? entities[EntityKind.User]));
        WriteObject(json, "container", ("id", entities[EntityKind.ContainerId]));
        WriteObject(json, "source", ("ip", Address(entities[EntityKind.SourceIp])));
        WriteObject(json, "destination", ("ip", Address(entities[EntityKind.DestinationIp])), ("address", entities[EntityKind.Destination]));
        if (entities[EntityKind.Domain] is { Length: > 0 } domain)
        {
            json.WriteStartObject("dns");
            WriteObject(json, "question", ("registered_domain", domain));
            json.WriteEndObject();
        }
    }

    private static void WriteRelated(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject("related");
        AlertJson.WriteStrings(json, "ip", [.. Values(alert, EntityKind.SourceIp, EntityKind.DestinationIp).Where(v => Address(v) is not null)]);
        AlertJson.WriteStrings(json, "user", [.. Values(alert, EntityKind.Principal, EntityKind.User)]);
        AlertJson.WriteStrings(json, "hosts", [.. Values(alert, EntityKind.Node, EntityKind.Pod, EntityKind.Domain)]);
        json.WriteEndObject();
    }

    private static IEnumerable<string> Values(Alert alert, params EntityKind[] kinds) =>
        kinds
            .SelectMany(k => alert.EntityValues.Where(v => v.Kind == k).SelectMany(v => v.Values).Select(v => v.Value).Append(alert.Entities[k] ?? ""))
            .Where(v => v.Length > 0)
            .Distinct();

    private static string? Address(string? text) => IPAddress.TryParse(text, out _) ? text : null;

    private static void WriteObject(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var isBegun = false;
        foreach (var (field, value) in fields)
        {
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }

            if (!isBegun)
            {
                json.WriteStartObject(name);
                isBegun = true;
            }

            json.WriteString(field, value);
        }

        if (isBegun)
        {
            json.WriteEndObject();
        }
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
