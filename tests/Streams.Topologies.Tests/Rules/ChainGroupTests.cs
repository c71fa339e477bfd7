using Streams.Detections.Rules;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Rules;

/// <summary>Two correlations of a chain that group by different fields never meet: as many values are not the same ones.</summary>
public sealed class ChainGroupTests
{
    [Theory]
    [InlineData("source.ip", "source.ip", "", true)]
    [InlineData("'source.ip, destination.ip'", "'source.ip, destination.ip'", "", true)]
    [InlineData("source.ip", "streams.pod", "", false)]
    [InlineData("'source.ip, destination.ip'", "'destination.ip, source.ip'", "", false)]
    [InlineData("'source.ip, destination.ip'", "source.ip", "", false)]
    [InlineData("who", "source.ip", ", aliases: {who: {many: source.ip, b: destination.ip}}", true)]
    [InlineData("who", "source.ip", ", aliases: {who: {many: destination.ip, b: destination.ip}}", false)]
    public void A_chain_has_one_group(string outer, string inner, string aliases, bool right)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(
            (
                "r.yml",
                $$"""
                {{Some.RulesAB}}title: Many
                id: many
                name: many
                correlation: {type: event_count, rules: [a], group-by: [{{inner.Trim('\'')}}], timespan: 1m, condition: {gte: 3} }
                ---
                title: Chain
                id: c
                correlation: {type: temporal, rules: [many, b], group-by: [{{outer.Trim('\'')}}], timespan: 5m{{aliases}} }
                """
            )
        );
        Assert.Empty(errors);

        var refused = RulePlan.Of(rules).Errors;

        Assert.Equal(right, refused.Count == 0);
        Assert.All(refused, e => Assert.Contains("'Many', which it reads, by [" + inner.Trim('\''), e.Message, StringComparison.Ordinal));
    }
}
