using System.Text.Json;
using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Oracles;

/// <summary>Cases of other engines and the rules of the Sigma project.</summary>
public sealed class SigmaOracleTests
{
    [Fact]
    public void Cases_of_other_engines_agree_where_they_follow_the_specification()
    {
        var (right, wrong) = (0, new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(SharedData.PathOrSkip("sigma_engine_cases"), "cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.GetProperty("engine_specific").ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            {
                continue;
            }

            var json = root.GetProperty("event") is { ValueKind: not JsonValueKind.Null } e ? e.GetRawText() : root.GetProperty("event_raw").GetString() ?? "";
            if (Some.Matches(root.GetProperty("rule").GetString() ?? "", json) == root.GetProperty("expected").GetBoolean())
            {
                right++;
            }
            else
            {
                wrong.Add($"{root.GetProperty("case")} {root.GetProperty("event_name")}");
            }
        }

        Assert.True(wrong.Count == 0, $"{right} right, wrong: {string.Join("; ", wrong)}");
        Assert.Equal(30, right);
    }

    [Fact]
    public void Rules_of_the_Sigma_project_load_but_the_obsolete_ones()
    {
        var (rules, errors) = RuleSetLoader.Load(SharedData.PathOrSkip("sigma_rules"));

        Assert.Equal(5, errors.Count);
        Assert.All(errors, e => Assert.Contains("obsolete", e.Message, StringComparison.Ordinal));
        Assert.Equal(237, rules.Detections.Count);
    }
}
