using System.Text;
using System.Text.Json;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Tests;

internal static class Some
{
    /// <summary>Whether the one rule of a text matches a JSON event, its logsource ignored.</summary>
    public static bool Matches(string rule, string json)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(("rule.yml", rule));
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        var view = new EventView(rules.Slots);
        var parsed = new ParsedEvent();
        parsed.Reset(EventSource.Container);
        using var document = JsonDocument.Parse(json);
        parsed.IsJson = document.RootElement.ValueKind == JsonValueKind.Object;
        parsed.Document = Encoding.UTF8.GetBytes(parsed.IsJson ? json : document.RootElement.ToString());
        view.Set(parsed, new EntitySet());
        var matches = new List<int>();
        rules.Matcher.MatchAnySource(view, matches);
        return matches.Count > 0;
    }

    /// <summary>A rule of one selection.</summary>
    public static string Rule(string selection, string condition = "sel") => $"title: t\nid: t\ndetection:\n  sel: {selection}\n  condition: {condition}\n";

    /// <summary>The errors of a text.</summary>
    public static IReadOnlyList<RuleError> Errors(string text) => RuleSetLoader.LoadTexts(("rule.yml", text)).Errors;
}
