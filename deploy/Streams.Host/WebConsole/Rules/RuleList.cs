using System.Text.Json;
using Streams.Detections.Rules;
using Streams.Host.Rules;
using Streams.Host.Rules.Reload;
using Streams.Host.WebConsole.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Rules;

namespace Streams.Host.WebConsole.Rules;

/// <summary>The loaded rules with what they have matched, as JSON.</summary>
internal sealed class RuleList(RuleReloader rules, PipelineStatus status, AlertFeed feed, TimeProvider time)
{
    public void Write(Utf8JsonWriter json)
    {
        var plan = rules.InForce(time).Plan;
        var titles = plan
            .Rules.Detections.Select(d => d.Meta)
            .Concat(plan.Rules.Correlations.Where(c => !c.IsPlain).Select(c => c.Meta))
            .ToDictionary(m => m.Id, m => m.Title, StringComparer.Ordinal);
        json.WriteStartArray();
        foreach (var detection in plan.Rules.Detections)
        {
            Begin(json, plan, detection.Meta, "each");
            Write(json, "group_by", detection.Meta.GroupBy.Select(Field));
            json.WriteNumber("matches", status.Matches.GetValueOrDefault(detection.Meta.Id));
            json.WriteEndObject();
        }

        foreach (var correlation in plan.Rules.Correlations.Where(c => !c.IsPlain))
        {
            Begin(json, plan, correlation.Meta, Field(correlation.Definition.Type));
            Write(json, "group_by", correlation.GroupBy.Count > 0 ? correlation.GroupBy[0].Select(Field) : []);
            json.WriteNumber("timespan", correlation.Timespan.TotalSeconds);
            json.WriteString("condition", correlation.Definition.Condition is { Length: > 0 } condition ? condition : null);
            json.WriteBoolean("ordered", correlation.Definition.IsOrdered);
            Write(json, "inputs", correlation.Inputs.Select(i => titles.GetValueOrDefault(i, i)));
            json.WriteNull("matches");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Begin(Utf8JsonWriter json, RulePlan plan, RuleMeta meta, string kind)
    {
        json.WriteStartObject();
        json.WriteString("id", meta.Id);
        json.WriteString("title", meta.Title);
        json.WriteString("level", meta.Level.ToString().ToLowerInvariant());
        json.WriteString("kind", kind);
        json.WriteBoolean("alerting", meta.Alerts);
        Write(json, "sources", plan.SourcesOfInput(meta.Id).Select(s => s.Name()));
        Write(json, "attack", meta.Attack);
        json.WriteString("tactic", Tactics.Of(meta));
        json.WriteString("description", meta.Description);
        json.WriteString("runbook", meta.Runbook);
        Write(json, "falsepositives", meta.FalsePositives);
        Write(json, "blind_spots", meta.BlindSpots is { } spots ? [spots] : []);
        json.WriteNumber("alerts", feed.CountOf(meta.Id));
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static string Field(string field) => field.StartsWith("streams.", StringComparison.Ordinal) ? field["streams.".Length..] : field;
}
