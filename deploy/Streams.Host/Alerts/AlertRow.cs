using System.Text.Json;

namespace Streams.Host.Alerts;

/// <summary>An alert as its JSON has it.</summary>
internal sealed class AlertRow(JsonElement json)
{
    private static readonly string[] Shown = ["pod", "workload", "principal", "user", "node", "source_ip", "domain"];

    public JsonElement Json => json;

    public string Id => Text("id");

    public string RuleId => Text("rule_id");

    public string Level => Text("level");

    public string Status => Text("status");

    /// <summary>RFC 3339 in UTC: its order as text is its order in time.</summary>
    public string Time => Text("time");

    /// <summary>One line for a person; control characters of an attacker's do not reach the terminal.</summary>
    public string Line =>
        Printable(
            $"{Time}  {Level, -13} {Status, -10} {Id[..Math.Min(12, Id.Length)]}  {Text("title")}  {string.Join(' ', Shown.Select(k => (k, Entity(k))).Where(e => e.Item2.Length > 0).Select(e => $"{e.k}={e.Item2}"))}"
        );

    /// <summary>An entity's value; empty where it has none.</summary>
    public string Entity(string kind) =>
        json.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Object && entities.TryGetProperty(kind, out var value)
            ? value.ToString()
            : "";

    private string Text(string name) => json.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static string Printable(string text) =>
        string.Concat(
            text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format ? $"\\u{(int)c:x4}" : $"{c}")
        );
}
