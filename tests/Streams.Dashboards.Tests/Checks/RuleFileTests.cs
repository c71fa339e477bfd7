using System.Text.RegularExpressions;
using Streams.Dashboards.Tests.Files;
using Streams.Dashboards.Tests.Servers;

namespace Streams.Dashboards.Tests.Checks;

/// <summary>Prometheus' rules and Alertmanager's routing by their own tools, and what is written about them.</summary>
public sealed partial class RuleFileTests
{
    private static readonly string Folder = Repository.PathOf("deploy", "prometheus");
    private static readonly string Routing = Repository.PathOf("deploy", "alertmanager", "alertmanager.yml");

    [Fact]
    public void Promtool_accepts_the_configuration_and_its_rules()
    {
        var (code, output) = Tool.RunOrSkip("promtool", "prometheus", Folder, "check", "config", "prometheus.yml");

        Assert.True(code == 0, output);
        Assert.Contains("SUCCESS: 3 rule files found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_pass_their_tests()
    {
        var tests = Repository.Files("*.test.yml", "deploy", "prometheus", "tests");

        var (code, output) = Tool.RunOrSkip("promtool", "prometheus", Folder, ["test", "rules", .. tests]);

        Assert.True(code == 0, output);
        Assert.Equal(tests.Length, output.Split("SUCCESS").Length - 1);
    }

    [Fact]
    public void Every_alert_is_tested_and_has_a_runbook_that_its_annotation_names()
    {
        var tests = string.Concat(Repository.Files("*.test.yml", "deploy", "prometheus", "tests").Select(File.ReadAllText));
        var runbooks = Repository.Read("docs", "prometheus.md");
        var rules = string.Concat(Repository.Files("*.yml", "deploy", "prometheus", "rules").Select(File.ReadAllText));
        var alerts = AlertName().Matches(rules).Select(m => m.Groups[1].Value).ToArray();

        Assert.True(alerts.Length > 15);
        Assert.All(alerts, alert =>
        {
            Assert.Contains($"\n### {alert}\n", runbooks, StringComparison.Ordinal);
            Assert.Contains(alert, tests, StringComparison.Ordinal);
            Assert.Contains($"runbook: docs/prometheus.md#{alert.ToLowerInvariant()}\n", rules, StringComparison.Ordinal);
        });
        Assert.Equal(alerts.Length, rules.Split("summary:").Length - 1);
        Assert.Equal(alerts.Length, rules.Split("description:").Length - 1);
    }

    [Theory]
    [InlineData("soc-pager", "kind=security", "severity=critical")]
    [InlineData("soc-pager", "kind=security", "severity=high")]
    [InlineData("soc-mail", "kind=security", "severity=medium")]
    [InlineData("soc-mail", "kind=security", "severity=low")]
    [InlineData("platform-pager", "kind=health", "severity=critical")]
    [InlineData("platform-mail", "kind=health", "severity=warning")]
    [InlineData("dead-mans-switch", "kind=watchdog", "severity=none")]
    public void Amtool_accepts_the_routing_and_sends_each_alert_to_its_receiver(string receiver, params string[] labels)
    {
        var (code, output) = Tool.RunOrSkip("amtool", "prometheus-alertmanager", Folder, "check-config", Routing);
        Assert.True(code == 0, output);

        (_, output) = Tool.RunOrSkip("amtool", "prometheus-alertmanager", Folder, ["config", "routes", "test", $"--config.file={Routing}", .. labels]);

        Assert.Equal(receiver, output.Split('\n')[0]);
    }

    [Fact]
    public void Rules_and_dashboards_ask_for_metrics_that_the_page_names_and_no_other()
    {
        var page = Repository.Read("docs", "metrics.md");
        var rules = string.Concat(Repository.Files("*.yml", "deploy", "prometheus", "rules").Select(File.ReadAllText));
        var asked = MetricName()
            .Matches(rules + string.Concat(DashboardQuery.All.Where(q => !q.IsLoki).Select(q => q.Text)))
            .Select(m => m.Value.EndsWith("_bucket", StringComparison.Ordinal) ? m.Value[..^"_bucket".Length] : m.Value)
            .Distinct()
            .ToArray();

        Assert.True(asked.Length > 20);
        Assert.All(asked, metric => Assert.Contains($"`{metric}`", page, StringComparison.Ordinal));
    }

    [GeneratedRegex("- alert: (\\w+)")]
    private static partial Regex AlertName();

    /// <summary>A recording's name has a colon before or after.</summary>
    [GeneratedRegex("(?<![:\\w/-])streams_[a-z_]+(?![:\\w])")]
    private static partial Regex MetricName();
}
