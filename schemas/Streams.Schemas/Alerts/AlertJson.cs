using System.Text.Encodings.Web;
using System.Text.Json;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;

namespace Streams.Schemas.Alerts;

/// <summary>An alert as one JSON object, the contract of <c>replay</c>, <c>demo --json</c>, the NDJSON file and Loki's line.</summary>
public static class AlertJson
{
    private static readonly string[] Statuses = ["open", "updated", "closed", "superseded", "renewed"];

    /// <summary>How many there are.</summary>
    internal static int StatusCount => Statuses.Length;

    /// <summary>The name of a status.</summary>
    public static string Name(this AlertStatus status) => Statuses[(int)status];

    /// <summary>The options of a writer that gives one line.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object as text.</summary>
    public static string Serialize(Alert alert)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            Write(json, alert);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject();
        json.WriteString("id", alert.Id);
        json.WriteString("rule_id", alert.RuleId);
        json.WriteString("rule_set", alert.RuleSet);
        json.WriteString("title", alert.Title);
        json.WriteString("level", alert.Level);
        json.WriteString("status", alert.Status.Name());
        json.WriteString("time", alert.Time.Format());
        json.WriteString("first_seen", alert.FirstSeen.Format());
        json.WriteString("last_seen", alert.LastSeen.Format());
        json.WriteNumber("count", alert.Count);
        WriteEntities(json, alert.Entities);
        AlertBodyJson.Write(json, alert);
        WriteStrings(json, "attack", alert.Attack);
        json.WriteStartArray("sources");
        foreach (var source in alert.Sources)
        {
            json.WriteStringValue(source.Name());
        }

        json.WriteEndArray();
        json.WriteStartArray("evidence");
        foreach (var evidence in alert.Evidence)
        {
            Write(json, evidence);
        }

        json.WriteEndArray();
        WriteScore(json, alert);
        WriteStrings(json, "blind_spots", alert.BlindSpots);
        json.WriteEndObject();
    }

    /// <summary>Writes one piece of evidence.</summary>
    public static void Write(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartObject();
        json.WriteString("event_id", evidence.EventId);
        json.WriteString("source", evidence.Source.Name());
        json.WriteString("time", evidence.Time.Format());
        json.WriteString(evidence.Provenance.IsFile ? "file" : "topic", evidence.Provenance.Origin);
        if (!evidence.Provenance.IsFile)
        {
            json.WriteNumber("partition", evidence.Provenance.Partition);
        }

        json.WriteNumber(evidence.Provenance.IsFile ? "line" : "offset", evidence.Provenance.Position);
        json.WriteString("excerpt", evidence.Excerpt);
        json.WriteEndObject();
    }

    /// <summary>Writes, into an object that is open, what other forms of an alert have no place for; with id, rule, title, level, sources, techniques and evidence it is the whole.</summary>
    public static void WriteRest(Utf8JsonWriter json, Alert alert)
    {
        json.WriteString("rule_set", alert.RuleSet);
        json.WriteString("status", alert.Status.Name());
        json.WriteString("time", alert.Time.Format());
        json.WriteString("first_seen", alert.FirstSeen.Format());
        json.WriteString("last_seen", alert.LastSeen.Format());
        WriteEntities(json, alert.Entities);
        AlertBodyJson.Write(json, alert);
        WriteScore(json, alert);
        WriteStrings(json, "blind_spots", alert.BlindSpots);
    }

    private static void WriteEntities(Utf8JsonWriter json, EntitySet entities)
    {
        json.WriteStartObject("entities");
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            if (((EntityKind)kind).IsShown() && entities[(EntityKind)kind] is { } value)
            {
                json.WriteString(((EntityKind)kind).Name(), value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, Alert alert)
    {
        if (alert.Score is not { } score)
        {
            json.WriteNull("score");
        }
        else
        {
            json.WriteStartObject("score");
            json.WriteNumber("value", Math.Round(score.Value, 6));
            json.WriteString("model", score.Model);
            json.WriteEndObject();
        }

        if (alert.Explanation is { } explanation)
        {
            json.WritePropertyName("explanation");
            ExplanationJson.Write(json, explanation);
        }
    }

    /// <summary>Writes an array of strings.</summary>
    public static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
