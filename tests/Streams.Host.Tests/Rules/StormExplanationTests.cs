using System.Globalization;
using System.Text.Json;

namespace Streams.Host.Tests.Rules;

/// <summary>A storm's alert, and one that it tells of, are explained by their ids.</summary>
public sealed class StormExplanationTests
{
    private const int Alerts = 260;
    private const string Rule = """
        title: Read
        id: 6d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a77
        level: high
        logsource: {product: kubernetes, service: audit}
        detection: {s: {verb: get}, condition: s}

        """;

    [Fact]
    public void Both_say_that_there_was_a_storm()
    {
        using var rules = new TemporaryRules(Rule);
        using var lines = Cli.File(string.Join('\n', Enumerable.Range(0, Alerts).Select(Line)));
        var (code, output, error) = Cli.Run(null, null, "replay", "--rules", rules.Path, "--source", $"audit={lines.Path}");
        Assert.True(code == 0, error);
        var storms = output
            .Split('\n')
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(alert => alert.TryGetProperty("storm", out var storm) && storm.ValueKind == JsonValueKind.String)
            .Select(alert => (Id: alert.GetProperty("id").GetString()!, Storm: alert.GetProperty("storm").GetString()!)) // a storm names itself
            .ToList();

        Assert.Contains("a storm: so many further alerts", Explained(rules.Path, storms[0].Storm, lines.Path), StringComparison.Ordinal);
        Assert.Contains(
            $"one of a storm, of which the alert {storms[0].Storm} tells",
            Explained(rules.Path, storms.First(s => s.Id != s.Storm).Id, lines.Path),
            StringComparison.Ordinal
        );
    }

    private static string Explained(string rules, string alert, string lines)
    {
        var (code, output, error) = Cli.Run(null, null, "rules", "explain", "--rules", rules, alert, "--source", $"audit={lines}");
        Assert.True(code == 0, error);
        return output;
    }

    private static string Line(int i)
    {
        var time = new DateTime(2026, 11, 24, 10, 0, 0, DateTimeKind.Utc)
            .AddMilliseconds(200 * i)
            .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        return $$$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"{{{i}}}","stage":"ResponseComplete","requestURI":"/api/v1/secrets","verb":"get","user":{"username":"u{{{i}}}"},"sourceIPs":["203.0.113.5"],"objectRef":{"resource":"secrets"},"responseStatus":{"code":200},"requestReceivedTimestamp":"{{{time}}}","stageTimestamp":"{{{time}}}"}""";
    }
}
