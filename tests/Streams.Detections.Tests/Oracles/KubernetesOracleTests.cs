using System.Text.Json;
using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Oracles;

/// <summary>What Panther and Falco expect of their detections, held against rules of ours that were written from their descriptions (<c>tests/oracles</c>; never shipped).</summary>
public sealed class KubernetesOracleTests
{
    [Fact]
    public void Panther_tests_come_out_as_expected()
    {
        var matcher = new Matching.RuleRun(SharedData.Checkout("tests/oracles/panther"));
        var (right, without, wrong) = (0, 0, new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(SharedData.PathOrSkip("panther_k8s"), "tests.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var test = document.RootElement;
            var (rule, expected) = (test.GetProperty("rule").GetString()!, test.GetProperty("expected").GetBoolean()); // always there
            var e = test.GetProperty("k8s_event") is { ValueKind: JsonValueKind.Object } native ? native : test.GetProperty("log");
            if (LacksItsEvidence(rule, expected, e))
            {
                without++;
            }
            else if (matcher.Matches(e.GetRawText()).Contains(rule) == expected)
            {
                right++;
            }
            else
            {
                wrong.Add($"{rule}: {test.GetProperty("test").GetString()}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal((140, 2), (right, without));
    }

    [Fact]
    public void Falco_tests_come_out_as_expected()
    {
        var root = SharedData.PathOrSkip("falco_k8s_audit");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "expected.json")));
        var wrong = new List<string>();
        foreach (var test in document.RootElement.EnumerateArray())
        {
            var overlays = test.GetProperty("rules")
                .EnumerateArray()
                .Select(r => SharedData.Checkout($"tests/oracles/falco/overlays/{Path.GetFileNameWithoutExtension(r.GetString())}.yml"))
                .Where(File.Exists);
            var oracle = Directory.EnumerateFiles(SharedData.Checkout("tests/oracles/falco"), "*.yml").Order(StringComparer.Ordinal);
            var matcher = new Matching.RuleRun([.. oracle, .. overlays]);
            var events = File.ReadAllLines(Path.Combine(root, "traces", test.GetProperty("trace").GetString()!)).Where(l => l.Length > 0); // always there
            var matches = events.SelectMany(matcher.Matches).ToList();
            var holds = test.GetProperty("detect").GetBoolean()
                ? test.GetProperty("counts").EnumerateObject().All(c => matches.Count(m => m == c.Name) == c.Value.GetInt32())
                : !matches.Exists(m => matcher.LevelOf(m) >= Level.Medium);
            if (!holds)
            {
                wrong.Add($"{test.GetProperty("test").GetString()}: {string.Join(", ", matches)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(30, document.RootElement.GetArrayLength());
    }

    /// <summary>Two events stand without the enrichment that their test is about.</summary>
    private static bool LacksItsEvidence(string rule, bool expected, JsonElement e) =>
        expected && rule == "Kubernetes.API.IOC.Activity" && !e.GetRawText().Contains("p_enrichment", StringComparison.Ordinal);
}
