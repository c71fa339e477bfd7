using Streams.Detections.Correlations;
using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Rules;

/// <summary>Each type of correlation says in words what it asks for: the console, explain and alerts show them.</summary>
public sealed class ConditionWordsTests
{
    private static readonly Dictionary<string, (string Keys, string Words)> Types = new(StringComparer.Ordinal)
    {
        ["event_count"] = ("rules: [a], condition: {gte: 20, lt: 90}", "at least 20 and less than 90 events"),
        ["value_count"] = ("rules: [a], condition: {gte: 3, field: [verb, user.username]}", "at least 3 distinct values of verb, user.username"),
        ["value_sum"] = ("rules: [a], condition: {gt: 3, field: responseStatus.code}", "the sum of responseStatus.code more than 3"),
        ["value_avg"] = ("rules: [a], condition: {gt: 3, field: responseStatus.code}", "the average of responseStatus.code more than 3"),
        ["value_percentile"] = (
            "rules: [a], condition: {gt: 3, field: responseStatus.code, percentile: 95}",
            "the 95th percentile of responseStatus.code more than 3"
        ),
        ["value_median"] = ("rules: [a], condition: {gt: 3, field: responseStatus.code}", "the median of responseStatus.code more than 3"),
        ["temporal"] = ("rules: [a, b]", "all of them, in any order"),
        ["temporal_ordered"] = ("rules: [a, b]", "one after the other"),
        ["streams.first_seen"] = ("rules: [a], field: verb", "a value of verb never seen before"),
        ["streams.new_pair"] = ("rules: [a], field: [verb, user.username]", "a verb with a user.username it was never seen with, both known"),
        ["streams.rare"] = ("rules: [a], field: verb, condition: {lte: 2}", "a value of verb that at most 2 have"),
        ["streams.beacon"] = ("rules: [a], field: verb, condition: {gte: 10}", "at least 10 contacts of verb at even intervals"),
        ["streams.sequence"] = ("rules: [a, b], runs: {a: 5}", "5 times a, then b"),
        ["streams.absence"] = ("rules: [a, b], until: 5s", "the first, without any of the others before or after it"),
        ["streams.gap"] = ("source: kernel", "kernel is silent"),
        ["streams.habit"] = ("weights: {exec: 1}, condition: {gte: 4}", "what is new (exec) exceeds what its habits make one expect by 4"),
        ["streams.score"] = (
            "rules: [a], model: dga, field: verb, min_count: 10, condition: {gte: 0.8}",
            "at least 10 values of verb that dga scores at least 0.8"
        ),
    };

    public static TheoryData<string> Names => [.. CorrelationTypes.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_type_says_what_it_asks_for(string type)
    {
        var (keys, words) = Types[type];
        var plain = string.Concat(
            "ab".Select(c =>
                $"title: {c}\nid: {c}\nname: {c}\nlogsource: {{product: kubernetes, service: audit}}\ndetection: {{s: {{verb: {c}}}, condition: s}}\n---\n"
            )
        );
        var grouped = type is "streams.gap" or "streams.habit" ? "" : "group-by: [streams.pod], ";
        var (rules, errors) = RuleSetLoader.LoadTexts(("r.yml", $"{plain}title: it\nid: it\ncorrelation: {{type: {type}, {keys}, {grouped}timespan: 1m}}\n"));

        Assert.Empty(errors);
        Assert.Equal(words, rules.Correlations.Single(c => !c.IsPlain).Definition.Condition);
    }
}
