using Streams.Dashboards.Tests.Files;

namespace Streams.Dashboards.Tests.Checks;

/// <summary>What the page of objectives names is there: the metric, the alert with its runbook, the panel, the doctor's check.</summary>
public sealed class ObjectiveTests
{
    [Fact]
    public void Every_objective_has_its_metric_its_alert_its_panel_its_doctor_line_and_its_mend()
    {
        var rows = Repository
            .Read("docs", "slo.md")
            .Split('\n')
            .Where(l => l.StartsWith("| **", StringComparison.Ordinal))
            .Select(l => l.Split('|').Select(c => c.Trim()).ToArray())
            .ToArray();
        var rules = string.Concat(Repository.Files("*.yml", "deploy", "prometheus", "rules").Select(File.ReadAllText));
        var metrics = Repository.Read("docs", "metrics.md");
        var dashboards = string.Concat(Repository.Files("*.json", "deploy", "grafana", "dashboards").Select(File.ReadAllText));
        var doctor = string.Concat(Repository.Files("*.cs", "deploy", "Streams.Host", "Doctor").Select(File.ReadAllText));

        Assert.True(rows.Length >= 10);
        Assert.All(rows, row =>
        {
            var metric = row[2].Trim('`');
            Assert.True(
                rules.Contains($"record: {metric}\n", StringComparison.Ordinal) || metrics.Contains($"| `{metric}` |", StringComparison.Ordinal),
                metric
            );
            Assert.Contains($"- alert: {row[3]}\n", rules, StringComparison.Ordinal);
            Assert.Contains($"\"title\": \"{row[4]}\"", dashboards, StringComparison.Ordinal);
            Assert.Matches($"Name =>? \\$?\"{row[5].Trim('`')}[ \"]", doctor);
            Assert.NotEmpty(row[6]);
        });
    }
}
