using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>Makes the body of POST /api/v2/alerts.</summary>
internal static class PostEncoder
{
    private const int MaxExcerpts = 5;
    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static ReadOnlyMemory<byte> Encode(IReadOnlyList<ActiveAlert> alerts, string link, Func<string, string?> runbookOf)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(body, AlertJson.Options);
        json.WriteStartArray();
        foreach (var alert in alerts)
        {
            Write(json, alert, link, runbookOf);
        }

        json.WriteEndArray();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, ActiveAlert active, string link, Func<string, string?> runbookOf)
    {
        json.WriteStartObject();
        json.WriteStartObject("labels");
        foreach (var (name, value) in active.Labels)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        WriteAnnotations(json, active.Alert, runbookOf(active.Alert.RuleId));
        json.WriteString("startsAt", active.Start.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        if (active.End is { } end)
        {
            json.WriteString("endsAt", end.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        }

        if (link.Length > 0)
        {
            json.WriteString(
                "generatorURL",
                link.Replace("{id}", active.Alert.Id, StringComparison.Ordinal)
                    .Replace("{rule}", Uri.EscapeDataString(active.Alert.RuleId), StringComparison.Ordinal)
            );
        }

        json.WriteEndObject();
    }

    private static void WriteAnnotations(Utf8JsonWriter json, Alert alert, string? runbook)
    {
        json.WriteStartObject("annotations");
        json.WriteString("title", alert.Title);
        json.WriteString("summary", Summary(alert));
        json.WriteString("description", Description(alert));
        WriteList(json, "evidence", '\n', alert.Evidence.Take(MaxExcerpts).Select(e => $"{e.Time.Format()} {e.Source.Name()}: {e.Excerpt}"));
        WriteList(json, "attack", ' ', alert.Attack);
        WriteList(json, "blind_spots", '\n', alert.BlindSpots);
        if (alert.Score is { } score)
        {
            var by = score.Model.Length > 0 ? $" by {score.Model}" : "";
            json.WriteString("score", $"{Math.Round(score.Value, 6).ToString(CultureInfo.InvariantCulture)}{by}");
        }

        WriteList(json, "explanation", '\n', alert.Explanation is { } explanation ? ExplanationText.Lines(explanation) : []);

        if (!string.IsNullOrEmpty(runbook))
        {
            json.WriteString("runbook", runbook);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, char separator, IEnumerable<string> values)
    {
        var text = string.Join(separator, values);
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private static string Summary(Alert alert)
    {
        var about = alert.Entities[EntityKind.Pod] is { Length: > 0 } pod
            ? $"{alert.Entities[EntityKind.Namespace]}/{pod}"
            : alert.Entities[EntityKind.Principal] ?? alert.Entities[EntityKind.Node] ?? alert.Entities[EntityKind.SourceIp] ?? "";
        return about.Length == 0 ? alert.Title : $"{alert.Title}: {about}";
    }

    private static string Description(Alert alert)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{alert.Count} events of {string.Join(", ", alert.Sources.Select(s => s.Name()))} from {alert.FirstSeen.Format()} to {alert.LastSeen.Format()}."
        );
        for (var kind = (EntityKind)0; (int)kind < EntityKinds.Count; kind++)
        {
            if (kind.IsShown() && alert.Entities[kind] is { Length: > 0 } entity)
            {
                text.Append(CultureInfo.InvariantCulture, $" {kind.Name()}={entity}");
            }
        }

        return text.ToString();
    }
}
