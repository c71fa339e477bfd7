using System.Text.Json;
using Streams.Detections.Matching;
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

    [Fact]
    public void Each_regression_case_matches_its_rule_and_the_matrix_has_the_pairs_that_rsigma_finds()
    {
        var (rules, errors) = RuleSetLoader.Load(SharedData.PathOrSkip("sigma_regression/_rules"));
        Assert.Empty(errors);
        var view = new EventView(rules.Slots);
        var (open, pairs, events, matches) = (new HashSet<string>(), 0, 0, new List<int>());
        foreach (var (expected, json) in RegressionEvents.All())
        {
            open.UnionWith(expected);
        }

        Assert.Equal(106, open.Count);
        foreach (var (expected, json) in RegressionEvents.All())
        {
            Assert.Null(view.TrySet(json));
            matches.Clear();
            rules.Matcher.MatchAnySource(view, matches);
            open.ExceptWith(matches.Select(m => rules.Detections[m].Meta.Id).Intersect(expected));
            (pairs, events) = (pairs + matches.Count, events + 1);
        }

        Assert.Empty(open);
        Assert.Equal((118, 121), (events, pairs));
    }
}
