using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>A condition of a temporal correlation over the names of its rules.</summary>
public sealed class BooleanConditionTests
{
    private const string Rules =
        Some.RulesAB + "title: d\nid: d\nname: d\nlogsource: {product: linux, service: netfilter}\ndetection: {x: {source.ip: 3.3.3.3}, condition: x}\n---\n";

    [Theory]
    [InlineData("a and (b or d)", "ab", 1)]
    [InlineData("a and (b or d)", "da", 1)]
    [InlineData("a and (b or d)", "bd", 0)]
    [InlineData("a and (b or d)", "a", 0)]
    [InlineData("a and b or d", "d", 1)]
    [InlineData("a and b or d", "ab", 1)]
    [InlineData("a AND b and d", "ab", 0)]
    [InlineData("a and b and d", "dba", 1)]
    [InlineData("(a or b) and (b or d)", "b", 1)]
    public void It_holds_for_what_has_happened_in_any_order(string condition, string happened, int alerts)
    {
        foreach (var names in (string[])["rules: [a, b, d], ", ""])
        {
            var plan = Some.Plan(
                $"{Rules}title: c\nid: c\ncorrelation: {{type: temporal, {names}group-by: [streams.pod], timespan: 1m, condition: {condition}}}\n"
            );
            var written = new Some.Alerts();
            var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile(), written);
            foreach (var (i, rule) in happened.Index())
            {
                stage.Process(Some.Signal(plan.Roots.Single(r => r.Value.Meta.Id == "c").Key, $"{rule}", i, $"{rule}{i}"));
            }

            foreach (var upstream in (string[])["k-0", "observe-0"])
            {
                stage.Process(Some.Watermark("k-0", EventSource.Kernel, 100_000, ("n", 100_000)) with { Upstream = upstream }, _ => true);
            }

            Assert.Equal(alerts, written.Standing.Count());
        }
    }

    [Theory]
    [InlineData("a and not b", "streams.absence")]
    [InlineData("a and b and", "missing at its end")]
    [InlineData("a b", "'and', 'or' or the end")]
    [InlineData("(a and b", "not closed")]
    [InlineData("a and b or", "missing at its end")]
    [InlineData("a", "says nothing of the rule 'b'")]
    [InlineData("a and bb and b", "'bb' is none of the 'rules'")]
    public void What_is_none_is_refused(string condition, string told)
    {
        var errors = RuleSetLoader
            .LoadTexts(
                (
                    "r.yml",
                    $"{Some.RulesAB}title: c\nid: c\ncorrelation: {{type: temporal, rules: [a, b], group-by: [streams.pod], timespan: 1m, condition: {condition}}}\n"
                )
            )
            .Errors;

        Assert.Contains(errors, e => e.Message.Contains(told, StringComparison.Ordinal) && e.Line > 0);
    }
}
