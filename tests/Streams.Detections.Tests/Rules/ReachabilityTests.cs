using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Detections.Tests.Rules;

/// <summary>Check says of a field that is never there whether the rule is lost or only a branch of it.</summary>
public sealed class ReachabilityTests
{
    [Theory]
    [InlineData("{nosuch: a}", "{verb: get}", "s and t", true)]
    [InlineData("{nosuch: a}", "{verb: get}", "s or t", false)]
    [InlineData("{nosuch: a}", "{verb: get}", "t and not s", false)]
    [InlineData("{nosuch: a, verb: get}", "{verb: get}", "1 of them", false)]
    [InlineData("{nosuch: a, verb: get}", "{verb: get}", "all of them", true)]
    [InlineData("{nosuch: null}", "{verb: get}", "s and t", false)]
    [InlineData("{nosuch: null}", "{verb: get}", "t and not s", true)]
    [InlineData("{nosuch|exists: false}", "{verb: get}", "s and t", false)]
    [InlineData("{nosuch|exists: false}", "{verb: get}", "t and not s", true)]
    [InlineData("{verb|fieldref: nosuch}", "{verb: get}", "s", true)]
    [InlineData("{verb|fieldref: user.username}", "{verb: get}", "s", false)]
    [InlineData("[{nosuch: a}, {verb: get}]", "{verb: get}", "s", false)]
    public void A_field_that_is_never_there_costs_the_rule_or_a_branch(string s, string t, string condition, bool isLost)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(
            ("r.yml", $"title: t\nid: t\nlogsource: {{product: kubernetes, service: audit}}\ndetection:\n  s: {s}\n  t: {t}\n  condition: {condition}\n")
        );
        Assert.Empty(errors);

        var found = RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch);

        Assert.All(found, f => Assert.Equal(Severity.Warning, f.Severity));
        Assert.Equal(isLost, found.Any(f => f.Message.Contains("can never match", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_a_sensor_must_be_told_first_is_told()
    {
        var (rules, _) = RuleSetLoader.LoadTexts(
            (
                "r.yml",
                "title: t\nid: t\nlogsource: {product: linux, category: process_creation}\ndetection:\n  s:\n    ParentImage|endswith: /nginx\n  condition: s\n"
            )
        );

        Assert.Contains("proc.pexepath", Assert.Single(RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch)).Message, StringComparison.Ordinal);
    }
}
