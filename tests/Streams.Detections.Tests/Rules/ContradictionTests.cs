using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Detections.Tests.Rules;

/// <summary>Two lines that are never so of one event: a rule of them can never match, and a filter of them leaves out all of a rule.</summary>
public sealed class ContradictionTests
{
    private const string Audit = "{product: kubernetes, service: audit}";

    [Theory]
    [InlineData("a: {user.username: alice, user.username|startswith: b}", "a")]
    [InlineData("a: {user.username: alice, user.username|endswith: b}", "a")]
    [InlineData("a: {user.username: [alice, amy], user.username|contains: b}", "a")]
    [InlineData("a: {user.username|startswith: al, user.username|startswith|cased: bo}", "a")]
    [InlineData("a: {user.username: 'a*', user.username|endswith: [b, c], user.username|startswith: d}", "a")]
    [InlineData("a: {user.username|all: [alice, bob]}", "a")]
    [InlineData("a: {user.username|startswith|all: [al, bo]}", "a")]
    [InlineData("a: {user.username: alice, user.username|neq: Alice}", "a")]
    [InlineData("a: {user.username: alice, user.username|exists: false}", "a")]
    [InlineData("a: {objectRef.subresource: null, objectRef.subresource|contains: exec}", "a")]
    [InlineData("a: {responseStatus.code|gte: 500, responseStatus.code|lt: 400}", "a")]
    [InlineData("a: {responseStatus.code|gt: 500, responseStatus.code|lte: 500}", "a")]
    [InlineData("a: {responseStatus.code: 200, responseStatus.code|gte: 400}", "a")]
    [InlineData("a: {source.ip|cidr: 10.0.0.0/8, source.ip: 192.0.2.1}", "a")]
    [InlineData("a: {source.ip|cidr: [10.0.0.0/8, 172.16.0.0/12], source.ip|cidr|neq: 0.0.0.0/0}", "a")]
    [InlineData("a: {verb: get}\n  b: {verb: [list, watch]}", "a and b")]
    [InlineData("a: {objectRef.name: a}\n  b: {objectRef.name: b}", "all of them")]
    [InlineData("a: {user.username|endswith: lice}\n  b: {user.username|endswith: ice}", "a and not b")]
    [InlineData("a: {user.username|contains: alice}\n  b: {user.username|contains: lic}", "a and not b")]
    [InlineData("a: {user.username|re: '^a'}\n  b: {user.username|re: '^a'}", "a and not b")]
    [InlineData("a: {responseStatus.code|gte: 500}\n  b: {responseStatus.code|gt: 400}", "a and not b")]
    [InlineData("a: [{objectRef.name: a}, {objectRef.name: b}]\n  b: {objectRef.name: [a, b, c]}", "a and not b")]
    [InlineData("a: {objectRef.name: a}\n  b_x: {objectRef.name: b}\n  b_y: {objectRef.name: c}", "a and 1 of b_*")]
    [InlineData("a: {user.groups: admins}\n  b: {user.groups|startswith: adm}", "a and not b")]
    [InlineData("a: {objectRef.name: a}\n  b: {verb: '*'}", "a and not b")]
    public void A_rule_that_no_event_can_match_is_refused(string selections, string condition)
    {
        var error = Assert.Single(Load(Rule(selections, condition)).Errors);

        Assert.Contains("can never match", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Line, 5, 8);
    }

    [Theory]
    [InlineData("a: {verb: get}\n  b: {verb: create}", "a and b")] // exec is both
    [InlineData("a: {user.groups: admins}\n  b: {user.groups|startswith: dev}", "a and b")] // of a list any may be meant
    [InlineData("a: {requestObject.x: a}\n  b: {requestObject.x: b}", "a and b")]
    [InlineData("a: {user.username: alice}\n  b: {user.username: bob}", "a or b")]
    [InlineData("a: {user.username: [alice, bob]}\n  b: {user.username: bob}", "a and not b")]
    [InlineData("a: {user.username|startswith: al}\n  b: {user.username|startswith: alice}", "a and not b")]
    [InlineData("a: {user.username|contains: al}\n  b: {user.username|startswith: al}", "a and not b")]
    [InlineData("a: {user.username: alice}\n  b: {user.username|cased: ALICE}", "a and not b")]
    [InlineData("a: {user.username|startswith: al, user.username|endswith: ce, user.username|contains: x}", "a")]
    [InlineData("a: {responseStatus.code|gte: 400, responseStatus.code|lt: 500}", "a")]
    [InlineData("a: {responseStatus.code|gte: 400, responseStatus.code|lte: 400}", "a")]
    [InlineData("a: {responseStatus.code: [200, 500], responseStatus.code|gte: 400}", "a")]
    [InlineData("a: {responseStatus.code|gte: 400}\n  b: {responseStatus.code|gte: 500}", "a and not b")]
    [InlineData("a: {source.ip|cidr: 10.0.0.0/8}\n  b: {source.ip|cidr: 10.1.0.0/16}", "a and not b")]
    [InlineData("a: {objectRef.subresource: null}\n  b: {objectRef.subresource|exists: false}", "a and b")]
    [InlineData("a: {objectRef.subresource: null, objectRef.subresource|exists: true}", "a")]
    [InlineData("a: {user.username: a, user.username|neq: b}", "a")]
    [InlineData("a: {objectRef.name: a}\n  b: {objectRef.name: b}", "1 of them")]
    [InlineData("a: {objectRef.name: a}\n  b: {objectRef.subresource: '*'}", "a and not b")]
    [InlineData("a: {objectRef.name: a}\n  b: {objectRef.name: a, verb: get}", "a and not b")]
    public void A_rule_that_an_event_can_match_is_not(string selections, string condition) => Assert.Empty(Check(Rule(selections, condition)));

    [Fact]
    public void A_selection_that_never_holds_is_told()
    {
        var warning = Assert.Single(Check(Rule("a: {objectRef.name: a, objectRef.name|startswith: b}\n  b: {verb: get}", "1 of them")));

        Assert.Equal((Severity.Warning, 5L), (warning.Severity, warning.Line));
        Assert.Contains("this never holds", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules: [r]", "s: {verb: get}", "not s")]
    [InlineData("rules: [r]", "s: {verb: '*'}", "not s")]
    [InlineData("rules: any", "s: {requestURI|exists: true}", "not s")]
    [InlineData("rules: any", "s: {stage|re: '.*'}", "not s")]
    [InlineData("rules: [r]", "s: {verb: list}", "s")]
    [InlineData("rules: [r]", "s: {verb: [get, list]}\n  t: {user.username: a}", "not (s or t)")]
    public void A_filter_that_leaves_out_all_of_a_rule_is_refused(string rules, string selections, string condition)
    {
        var error = Assert.Single(Load(Rule("a: {verb: get}", "a"), Filter(rules, selections, condition)).Errors);

        Assert.Contains("write an override", error.Message, StringComparison.Ordinal);
        Assert.Equal(("1.yml", true), (error.File, error.Line >= 5));
    }

    [Theory]
    [InlineData("s: {user.username: a}", "not s")]
    [InlineData("s: {verb: get, user.username: a}", "not s")]
    [InlineData("s: {objectRef.subresource: '*'}", "not s")]
    public void A_filter_that_leaves_something_is_not(string selections, string condition) =>
        Assert.Empty(Check(Rule("a: {verb: get}", "a"), Filter("rules: any", selections, condition)));

    [Fact]
    public void A_filter_over_all_rules_may_leave_out_all_of_one() =>
        Assert.Empty(
            Check(
                Rule("a: {objectRef.namespace: kube-system}", "a"),
                Rule("a: {verb: get}", "a").Replace("r\n", "q\n", StringComparison.Ordinal).Replace("title: t", "title: u", StringComparison.Ordinal),
                Filter("rules: any", "s: {objectRef.namespace: kube-system}", "not s")
            )
        );

    private static string Rule(string selections, string condition) =>
        $"title: t\nid: r\nlogsource: {Audit}\ndetection:\n  {selections}\n  condition: {condition}\n";

    private static string Filter(string rules, string selections, string condition) =>
        $"title: f\nid: f\nlogsource: {Audit}\nfilter:\n  {rules}\n  {selections}\n  condition: {condition}\n";

    private static IReadOnlyList<RuleError> Check(params string[] texts)
    {
        var (rules, errors) = Load(texts);
        Assert.Empty(errors);
        return RuleCheck.Of(rules, "RequestResponse", DateTimeOffset.UnixEpoch);
    }

    private static (RuleSet Rules, IReadOnlyList<RuleError> Errors) Load(params string[] texts) =>
        RuleSetLoader.LoadTexts(texts.Select((text, i) => ($"{i}.yml", text)));
}
