using Streams.Detections.Correlations.Sequences;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;

namespace Streams.Detections.Tests.Rules;

/// <summary>What a sequence takes, and what it is told where it says nothing sensible.</summary>
public sealed class SequenceRuleTests
{
    [Fact]
    public void Its_steps_are_in_the_order_written_with_what_must_not_come_before_each()
    {
        var (rules, errors) = Load("streams.sequence", "rules: [a, b, d], runs: {a: 5, d: 2}, without: [b]");

        Assert.Empty(errors);
        var sequence = Assert.IsType<SequenceDefinition>(rules.Correlations.Single(c => !c.IsPlain).Definition);
        Assert.Equal([(0, 5, 0), (2, 2, 1)], sequence.Steps.Select(s => (s.Input, s.Runs, s.Without.Count)));
        Assert.Equal("5 times a, then 2 times d without b before it", sequence.Condition);
        Assert.True(sequence is { IsMonotone: false, NeedsProof: true });
    }

    [Theory]
    [InlineData("streams.sequence", "rules: [a, b], without: [b]", "stands last", "until")]
    [InlineData("streams.sequence", "rules: [a, b], without: [a]", "stands first", "streams.absence")]
    [InlineData("streams.sequence", "rules: [a, b], without: [bb]", "'bb' is none of the 'rules'", "its place")]
    [InlineData("streams.sequence", "rules: [a, b, d], without: [b], runs: {b: 2}", "'b' must not match", "")]
    [InlineData("streams.sequence", "rules: [a, b], runs: {a: 0}", "1 to 100", "")]
    [InlineData("streams.sequence", "rules: [a, b], runs: {a: many}", "1 to 100", "")]
    [InlineData("streams.sequence", "rules: [a, b], runs: {aa: 2}", "'aa' is none", "")]
    [InlineData("streams.sequence", "rules: [a, b], runs: 5", "a map", "")]
    [InlineData("streams.sequence", "rules: [a], runs: {a: 5}", "two rules", "")]
    [InlineData("streams.sequence", "rules: [a, b], condition: {gte: 2}", "no condition", "")]
    [InlineData("streams.sequence", "rules: [a, b], run: {a: 2}", "did you mean 'runs'", "")]
    [InlineData("temporal_ordered", "rules: [a, b], runs: {a: 5}", "write type: streams.sequence", "")]
    [InlineData("temporal_ordered", "rules: [a, b, d], without: [b]", "write type: streams.sequence", "")]
    [InlineData("temporal", "rules: [a, b], runs: {a: 5}", "'runs'", "")]
    public void What_is_none_is_refused(string type, string keys, string told, string mend)
    {
        var (_, errors) = Load(type, keys);

        Assert.Contains(errors, e => e.Line > 0 && e.Message.Contains(told, StringComparison.Ordinal) && e.Message.Contains(mend, StringComparison.Ordinal));
    }

    private static (RuleSet Rules, IReadOnlyList<RuleError> Errors) Load(string type, string keys)
    {
        var plain = string.Concat(
            "abd".Select(c => $"title: {c}\nid: {c}\nname: {c}\nlogsource: {{category: dns}}\ndetection: {{s: {{query: {c}}}, condition: s}}\n---\n")
        );
        return RuleSetLoader.LoadTexts(("r.yml", $"{plain}title: it\nid: it\ncorrelation: {{type: {type}, {keys}, group-by: [streams.pod], timespan: 1m}}\n"));
    }
}
