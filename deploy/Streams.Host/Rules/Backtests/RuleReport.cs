using System.Globalization;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Backtests;

/// <summary>What each rule says of a recording: alerts and how many of them a day, what they turned out to be where that is known, and what the rule costs.</summary>
internal sealed class RuleReport
{
    private readonly List<RuleReportRow> _rows;

    /// <param name="plan">The rules.</param>
    /// <param name="backtest">What they said.</param>
    /// <param name="verdicts">What alerts turned out to be, by id.</param>
    /// <param name="costs">Microseconds an event, by the detection's id.</param>
    public RuleReport(RulePlan plan, Backtest backtest, IReadOnlyDictionary<string, string> verdicts, IReadOnlyDictionary<string, double> costs)
    {
        var alerts = backtest.Alerts.ToLookup(a => a.RuleId, StringComparer.Ordinal);
        _rows =
        [
            .. plan
                .Roots.Values.Select(rule => new RuleReportRow(
                    rule.Meta,
                    [
                        .. alerts[rule.Meta.Id]
                            .GroupBy(a => a.Time.Format()[..10], StringComparer.Ordinal)
                            .OrderBy(d => d.Key, StringComparer.Ordinal)
                            .Select(d => (d.Key, d.Count())),
                    ],
                    backtest.Days,
                    PrecisionOf(alerts[rule.Meta.Id], verdicts),
                    rule.IsPlain && costs.TryGetValue(rule.Meta.Id, out var cost) ? cost : null
                ))
                .OrderByDescending(r => r.Alerts)
                .ThenBy(r => r.Rule.Title, StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes it as a table: the rules that said anything, and how many did not.</summary>
    public void Write(TextWriter output, bool isJson)
    {
        if (isJson)
        {
            foreach (var row in _rows)
            {
                output.WriteLine(
                    JsonSerializer.Serialize(
                        new
                        {
                            rule = row.Rule.Id,
                            title = row.Rule.Title,
                            level = row.Rule.Level.ToString().ToLowerInvariant(),
                            alerts = row.Alerts,
                            per_day = Math.Round(row.PerDay, 3),
                            days = row.Days.ToDictionary(d => d.Day, d => d.Count),
                            precision = row.Precision,
                            microseconds = row.Microseconds is { } cost ? Math.Round(cost, 4) : (double?)null,
                        }
                    )
                );
            }

            return;
        }

        output.WriteLine($"{"alerts", 7} {"a day", 9} {"precision", 9} {"µs/event", 9}  {"level", -13} rule");
        foreach (var row in _rows.Where(r => r.Alerts > 0 || r.Microseconds > 1))
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Alerts, 7} {row.PerDay, 9:0.##} {(row.Precision is { } precision ? precision.ToString("0.00", CultureInfo.InvariantCulture) : "-"), 9} {(row.Microseconds is { } cost ? cost.ToString("0.000", CultureInfo.InvariantCulture) : "-"), 9}  {row.Rule.Level.ToString().ToLowerInvariant(), -13} {row.Rule.Title}"
                )
            );
            foreach (var (day, count) in row.Days)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count, 7} {day, 30}"));
            }
        }

        output.WriteLine($"{_rows.Count(r => r.Alerts == 0)} of {_rows.Count} rules say nothing");
    }

    /// <summary>Of the alerts that somebody judged those that were attacks; null: nobody judged any.</summary>
    private static double? PrecisionOf(IEnumerable<Alert> alerts, IReadOnlyDictionary<string, string> verdicts)
    {
        var judged = alerts.Select(a => verdicts.GetValueOrDefault(a.Id)).Where(v => v is not null).ToArray();
        return judged.Length == 0 ? null : (double)judged.Count(v => v == "true") / judged.Length;
    }
}
