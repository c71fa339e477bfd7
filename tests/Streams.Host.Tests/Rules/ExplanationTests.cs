using System.Globalization;

namespace Streams.Host.Tests.Rules;

/// <summary>What <c>rules explain</c> says of correlations that stage B judges, where nothing was found: what came nearest, and by which number it failed.</summary>
public sealed class ExplanationTests
{
    private const string Reads =
        "logsource: {product: kubernetes, service: audit}\ndetection: {s: {verb: get}, condition: s}\ntitle: Read\nid: r\nlevel: low\n---\n";

    [Theory]
    [InlineData(
        "type: streams.first_seen\n  rules: [r]\n  group-by: [user.username]\n  field: userAgent\n  learning: 1h",
        "user.username=u0: 'a1' at 2026-11-24T10:00:50.000Z, 50s after the subject was seen first; nothing is new for 1h"
    )]
    [InlineData(
        "type: streams.new_pair\n  rules: [r]\n  field: [user.username, userAgent]\n  learning: 1h",
        "its parts known for 0s and 0s; both must be for 1h"
    )]
    [InlineData(
        "type: streams.rare\n  rules: [r]\n  group-by: [user.username]\n  field: userAgent\n  timespan: 1h",
        "nothing is rare until 2026-11-24T11:00:00.000Z"
    )]
    [InlineData(
        "type: streams.beacon\n  rules: [r]\n  group-by: [user.username]\n  field: userAgent\n  timespan: 1h\n  condition: {gte: 20}",
        "user.username=u0: 6 contacts of 'a0' within 1h, and it takes 20"
    )]
    [InlineData("type: streams.gap\n  source: ebpf\n  timespan: 1m", "no event of ebpf names a node")]
    [InlineData(
        "type: streams.habit\n  weights: {secrets: 1}\n  timespan: 5m\n  long_timespan: 1h\n  condition: {gte: 400}",
        "nothing that an entity did was new to it, or it has no habits yet"
    )]
    [InlineData(
        "type: value_percentile\n  rules: [r]\n  group-by: [user.username]\n  timespan: 5m\n  condition: {field: responseStatus.code, percentile: 90, gte: 600}",
        "user.username=u0: at most 408 in a window, and it takes at least 600"
    )]
    [InlineData(
        "type: value_median\n  rules: [r]\n  group-by: [user.username]\n  timespan: 5m\n  condition: {field: responseStatus.code, gte: 600}",
        "user.username=u0: at most 404.5 in a window, and it takes at least 600"
    )]
    public void The_nearest_and_its_number_are_told(string correlation, string told)
    {
        using var rules = new TemporaryRules($"{Reads}title: C\nid: c\nlevel: low\ncorrelation:\n  {correlation}\n");
        using var lines = Cli.File(string.Join('\n', Enumerable.Range(0, 10).Select(Line)));
        var (code, output, error) = Cli.Run(null, null, "rules", "explain", "--rules", rules.Path, "c", "--source", $"audit={lines.Path}");

        Assert.True(code == 0, error);
        Assert.Contains("does not match: C", output, StringComparison.Ordinal);
        Assert.Contains(told, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_alert_that_is_there_is_explained_by_its_id(bool byConfiguration)
    {
        using var rules = new TemporaryRules(
            $"{Reads}title: C\nid: c\nlevel: low\ncorrelation:\n  type: event_count\n  rules: [r]\n  group-by: [user.username]\n  timespan: 5m\n  condition: {{gte: 10}}\n"
        );
        using var lines = Cli.File(string.Join('\n', Enumerable.Range(0, 10).Select(Line)));
        var (made, alerts, wrong) = Cli.Run(null, null, "replay", "--rules", rules.Path, "--source", $"audit={lines.Path}");
        Assert.True(made == 0, wrong);
        using var file = Cli.File(string.Join('\n', alerts.Split('\n').Where(l => l.StartsWith('{'))));
        var id = System.Text.Json.JsonDocument.Parse(alerts.Split('\n').First(l => l.StartsWith('{'))).RootElement.GetProperty("id").GetString()!; // an alert has one

        using var config = Cli.File($"kafka: {{bootstrap: \"localhost:1\"}}\ndetection: {{rules: {rules.Path}}}");
        string[] by = byConfiguration ? ["--config", config.Path] : ["--rules", rules.Path];

        var (code, output, error) = Cli.Run(null, null, ["rules", "explain", .. by, id[..8], "--alerts", file.Path]);

        Assert.True(code == 0, error);
        Assert.Contains("event_count: at least 10 events, within 5m, by user.username", output, StringComparison.Ordinal);
        Assert.Contains("of: user.username=u0", output, StringComparison.Ordinal);
        Assert.Contains("number: 10, limit >= 10", output, StringComparison.Ordinal);
        Assert.Contains("events: 10", output, StringComparison.Ordinal);
    }

    private static string Line(int i)
    {
        var time = new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc)
            .AddSeconds(10 * i)
            .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var agent = i is 5 or 6 or 7 or 8 ? "a1" : "a0";
        return $$$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"{{{i}}}","stage":"ResponseComplete","requestURI":"/api/v1/secrets","verb":"get","user":{"username":"u0"},"userAgent":"{{{agent}}}","sourceIPs":["203.0.113.5"],"objectRef":{"resource":"pods"},"responseStatus":{"code":{{{400 + i}}}},"requestReceivedTimestamp":"{{{time}}}","stageTimestamp":"{{{time}}}"}""";
    }
}
