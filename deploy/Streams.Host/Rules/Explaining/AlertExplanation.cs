using System.Globalization;
using System.Text.Json;
using Streams.Detections.Rules;
using Streams.Host.Alerts;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>Says of an alert that the service made why it was made: its rule's terms, the numbers, and the events with their places.</summary>
/// <param name="plan">The rules.</param>
/// <param name="output">Where it is written.</param>
internal sealed class AlertExplanation(RulePlan plan, TextWriter output)
{
    public void Write(AlertRow alert)
    {
        output.WriteLine($"{alert.Line}");
        if (plan.Rules.Correlations.FirstOrDefault(c => c.Meta.Id == alert.RuleId) is { } rule)
        {
            output.WriteLine($"  {CorrelationExplanation.Terms(rule)}");
            Inputs(rule, "  ");
        }
        else
        {
            output.WriteLine($"  its rule {alert.RuleId} is none of these: name those that the service runs, --rules PATH");
        }

        if (alert.Json.TryGetProperty("rule_set", out var set) && set.GetString() is { } version && version != plan.Rules.Version)
        {
            output.WriteLine($"  it was made by the rules {version}, and these are {plan.Rules.Version}");
        }

        Named(alert.Json, "group", "of");
        if (alert.Json.TryGetProperty("measure", out var measure) && measure.ValueKind == JsonValueKind.Object)
        {
            output.WriteLine($"  number: {measure.GetProperty("value")}, limit {measure.GetProperty("limit").GetString()}");
        }

        if (alert.Json.TryGetProperty("new_value", out var value) && value.ValueKind == JsonValueKind.String)
        {
            output.WriteLine($"  new: {value.GetString()}");
        }

        if (alert.Json.TryGetProperty("explanation", out var why) && why.ValueKind == JsonValueKind.Object)
        {
            output.WriteLine(
                $"  score: {why.GetProperty("score")} {(why.TryGetProperty("unit", out var unit) ? unit.GetString() : "")}, limit {why.GetProperty("threshold")}"
            );
            foreach (var item in why.TryGetProperty("items", out var items) ? items.EnumerateArray() : [])
            {
                output.WriteLine($"       {item.GetProperty("name").GetString()}: {item.GetProperty("value")}");
            }

            Text(why, "counterfactual");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  events: {alert.Json.GetProperty("count")}, of which"));
        foreach (var evidence in alert.Json.GetProperty("evidence").EnumerateArray())
        {
            output.WriteLine(
                $"       {Place(evidence)} {evidence.GetProperty("time").GetString()} {(evidence.TryGetProperty("excerpt", out var excerpt) ? excerpt.GetString() : "")}"
            );
        }
    }

    private void Inputs(CorrelationRule rule, string indent)
    {
        foreach (var input in rule.IsPlain ? [] : rule.Inputs)
        {
            var inner = plan.Inner(input);
            var title = inner?.Meta.Title ?? plan.Rules.Detections.FirstOrDefault(d => d.Meta.Id == input)?.Meta.Title ?? input;
            output.WriteLine($"{indent}reads {title}{(inner is null ? "" : $" ({CorrelationExplanation.Terms(inner)})")}");
            if (inner is not null)
            {
                Inputs(inner, indent + "  ");
            }
        }
    }

    private void Named(JsonElement json, string key, string word)
    {
        if (json.TryGetProperty(key, out var map) && map.ValueKind == JsonValueKind.Object && map.EnumerateObject().Any())
        {
            output.WriteLine($"  {word}: {string.Join(", ", map.EnumerateObject().Select(p => $"{p.Name}={p.Value}"))}");
        }
    }

    private void Text(JsonElement json, string key)
    {
        if (json.TryGetProperty(key, out var text) && text.GetString() is { Length: > 0 } said)
        {
            output.WriteLine($"       {said}");
        }
    }

    private static string Place(JsonElement evidence) =>
        evidence.TryGetProperty("topic", out var topic) ? $"{topic.GetString()}/{evidence.GetProperty("partition")}/{evidence.GetProperty("offset")}"
        : evidence.TryGetProperty("file", out var file) ? $"{Path.GetFileName(file.GetString())}:{evidence.GetProperty("line")}"
        : "";
}
