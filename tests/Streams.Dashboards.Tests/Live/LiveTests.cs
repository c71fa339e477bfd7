using System.Text.RegularExpressions;
using Streams.Dashboards.Tests.Files;

namespace Streams.Dashboards.Tests.Live;

/// <summary>After a replay of the attacks: what Prometheus, Loki and Alertmanager have, and whether the dashboards find it.</summary>
public sealed partial class LiveTests(FilledServers servers)
{
    [Fact]
    public async Task Every_query_of_every_dashboard_is_answered_with_rows()
    {
        await servers.FilledOrSkipAsync();
        var (errors, empty) = (new List<string>(), new List<string>());
        foreach (var query in DashboardQuery.All)
        {
            var (error, rows) = await servers.Queries.AskPatientlyAsync(query.IsLoki, query.IsInstant, query.Text);
            if (error is not null)
            {
                errors.Add($"{query.Place}: {error}\n{query.Text}");
            }
            else if (rows == 0)
            {
                empty.Add(query.Place);
            }
        }

        Assert.True(DashboardQuery.All.Count > 60);
        Assert.Empty(errors);
        Assert.Empty(empty); // there is none that the recordings give no rows for
    }

    [Fact]
    public async Task The_queries_of_Grafanas_alert_rules_are_answered()
    {
        await servers.FilledOrSkipAsync();
        var queries = ProvisionedQuery().Matches(Repository.Read("deploy", "grafana", "provisioning", "alerting", "rules.yml"));

        Assert.Equal(4, queries.Count);
        foreach (Match query in queries)
        {
            var (error, rows) = await servers.Queries.AskPatientlyAsync(query.Groups[1].Value == "loki", true, query.Groups[2].Value);
            Assert.Null(error);
            Assert.True(rows > 0, query.Groups[2].Value);
        }
    }

    [Fact]
    public async Task Prometheus_evaluates_every_rule()
    {
        await servers.FilledOrSkipAsync();

        var rules = await servers.Queries.RulesAsync();

        Assert.True(rules.Count > 25);
        Assert.All(rules, rule => Assert.Null(rule.Error));
    }

    [Fact]
    public async Task The_expected_alerts_are_in_Alertmanager_and_each_was_notified_once()
    {
        await servers.FilledOrSkipAsync();
        var expected = servers.Expected.Select(a => a.Id).Order(StringComparer.Ordinal).ToArray();
        var there = (await servers.Alertmanager.AlertsAsync("alert_id!=\"\"")).Select(a => a.Labels["alert_id"]).Order(StringComparer.Ordinal);
        var notified = servers.Notified.Where(n => n.Status == "firing" && n.Labels.ContainsKey("alert_id")).Select(n => n.Labels["alert_id"]).ToArray();

        Assert.True(expected.Length > 40, $"only {expected.Length} alerts");
        Assert.Equal(expected, there);
        Assert.Equal(notified.Distinct().Order(StringComparer.Ordinal), notified.Order(StringComparer.Ordinal));
        Assert.Empty(expected.Except(notified));
        // An alert that a later record took the place of may have been told before.
        var superseded = (await servers.Loki.QueryAsync("{job=\"streams\"} | status=\"superseded\"")).Select(f => f.Labels["alert_id"]);
        Assert.Empty(notified.Except(expected).Except(superseded));
    }

    [Fact]
    public async Task An_alert_in_Alertmanager_says_what_happened_and_what_to_do()
    {
        await servers.FilledOrSkipAsync();

        var alerts = await servers.Alertmanager.AlertsAsync("kind=\"security\"");

        var sunk = alerts.Where(a => a.Labels.ContainsKey("alert_id")).ToArray();
        Assert.All(sunk, a =>
        {
            var expected = servers.Expected.Single(e => e.Id == a.Labels["alert_id"]);
            Assert.Equal(expected.Title, a.Labels["alertname"]);
            Assert.Equal(expected.Level, a.Labels["severity"]);
            Assert.Equal("range", a.Labels["cluster"]);
            Assert.NotEmpty(a.Annotations["runbook"]);
            Assert.Equal(expected.Evidence.Count > 0, a.Annotations.ContainsKey("evidence"));
        });
    }

    [Fact]
    public async Task Prometheus_fires_for_every_rule_that_alerted_and_Alertmanager_inhibits_what_the_sink_says_better()
    {
        await servers.FilledOrSkipAsync();
        var expected = servers.Expected.Select(a => $"{a.RuleId} {a.Level}").Distinct().ToArray();
        string[] fired = [];
        for (var attempt = 0; attempt < 40 && expected.Except(fired).Any(); attempt++)
        {
            await Task.Delay(500);
            fired =
            [
                .. (
                    await servers.Queries.SeriesAsync(
                        "max by (rule, level) (max_over_time(ALERTS{alertname=\"StreamsSecurityAlert\", alertstate=\"firing\"}[30m]))"
                    )
                ).Select(f => $"{f["rule"]} {f["level"]}"),
            ];
        }

        var counted = await servers.Alertmanager.AlertsAsync("from=\"counter\"");

        Assert.Empty(expected.Except(fired));
        Assert.NotEmpty(counted);
        Assert.All(counted, a => Assert.NotEmpty(a.InhibitedBy));
        Assert.Single(await servers.Alertmanager.AlertsAsync("kind=\"watchdog\""));
    }

    [Fact]
    public async Task The_page_names_every_metric_of_the_pipeline_with_its_type_and_labels_and_no_other()
    {
        await servers.FilledOrSkipAsync();
        var page = Repository.Read("docs", "metrics.md").Split("\n## ").Single(s => s.StartsWith("Pipeline\n", StringComparison.Ordinal));
        var written = PageRow()
            .Matches(page)
            .ToDictionary(m => m.Groups[1].Value, m => $"{m.Groups[2].Value} {Joined(PageLabel().Matches(m.Groups[3].Value))}");

        var served = ServedType()
            .Matches(servers.Scrape)
            .Where(m => !m.Groups[1].Value.StartsWith("streams_engine_", StringComparison.Ordinal))
            .ToDictionary(
                m => m.Groups[1].Value,
                m =>
                    $"{m.Groups[2].Value} {Joined(ServedLabel().Matches(Regex.Match(servers.Scrape, $"^{m.Groups[1].Value}{{(.*)}}", RegexOptions.Multiline).Groups[1].Value))}"
            );

        Assert.Equal(served.OrderBy(s => s.Key, StringComparer.Ordinal), written.OrderBy(w => w.Key, StringComparer.Ordinal));
    }

    private static string Joined(MatchCollection labels) => string.Join(',', labels.Select(l => l.Groups[1].Value));

    [GeneratedRegex("datasourceUid: streams-(\\w+)\\s[^']*expr: '([^']*)'")]
    private static partial Regex ProvisionedQuery();

    [GeneratedRegex(@"^\| `(streams_\w+)` \| (\w+)[^|]*\| ([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex PageRow();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex PageLabel();

    [GeneratedRegex(@"^# TYPE (streams_\w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex ServedType();

    [GeneratedRegex("(\\w+)=\"")]
    private static partial Regex ServedLabel();
}
