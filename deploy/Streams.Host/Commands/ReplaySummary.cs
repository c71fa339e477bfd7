using System.Globalization;
using System.Text;
using System.Text.Json;
using Streams.Schemas.Alerts;

namespace Streams.Host.Commands;

/// <summary>What a backtest is asked for: how many alerts each rule gave on each day. A day is that of the alert's event, in UTC; superseded alerts do not count.</summary>
internal sealed class ReplaySummary
{
    private readonly Dictionary<string, Alert> _standing = new(StringComparer.Ordinal);

    /// <summary>The alerts that stand.</summary>
    public int Count => _standing.Count;

    /// <summary>Takes in an alert as it is written.</summary>
    public void Add(Alert alert)
    {
        if (alert.Status == AlertStatus.Superseded)
        {
            _standing.Remove(alert.Id);
        }
        else
        {
            _standing[alert.Id] = alert with { Evidence = [] };
        }
    }

    /// <summary>A table: alerts, day, level, title; the rules with most alerts first. Empty where there is none.</summary>
    public string Table()
    {
        var text = new StringBuilder();
        foreach (var (rule, days) in Rules())
        {
            foreach (var (day, count) in days)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count, 7}  {day}  {rule.Level, -13}  {rule.Title}\n");
            }
        }

        return text.Length == 0 ? "" : $"{"alerts", 7}  {"day (UTC)", -10}  {"level", -13}  rule\n{text}";
    }

    /// <summary>Writes the same as JSON.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="blind">How often an absence rule could not conclude.</param>
    public void Write(Stream output, long blind)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("alerts", Count);
        json.WriteNumber("blind", blind);
        json.WriteStartArray("rules");
        foreach (var (rule, days) in Rules())
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.RuleId);
            json.WriteString("title", rule.Title);
            json.WriteString("level", rule.Level);
            json.WriteNumber("alerts", days.Sum(d => d.Count));
            json.WriteStartObject("days");
            foreach (var (day, count) in days)
            {
                json.WriteNumber(day, count);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private IEnumerable<(Alert Rule, List<(string Day, int Count)> Days)> Rules() =>
        _standing
            .Values.GroupBy(a => a.RuleId, StringComparer.Ordinal)
            .OrderByDescending(r => r.Count())
            .ThenBy(r => r.Key, StringComparer.Ordinal)
            .Select(r =>
                (
                    r.First(),
                    r.GroupBy(a => a.Time.Format()[..10], StringComparer.Ordinal)
                        .OrderBy(d => d.Key, StringComparer.Ordinal)
                        .Select(d => (d.Key, d.Count()))
                        .ToList()
                )
            );
}
