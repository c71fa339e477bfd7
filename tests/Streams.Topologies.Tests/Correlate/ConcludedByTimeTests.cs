using Streams.Schemas.Alerts;
using static Streams.Topologies.Tests.Correlate.CorrelationStand;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>What comes of time alone is told when it is concluded; it was told when the alert ended, or another event of the group came.</summary>
public sealed class ConcludedByTimeTests
{
    [Theory]
    [InlineData("{type: streams.absence, rules: [a, b], group-by: [streams.pod], timespan: 1m, until: 20s}")]
    [InlineData("{type: streams.absence, rules: [a, b], group-by: [streams.pod], timespan: 1m, until: 20s, proof: false}")]
    public void An_absence_is_told_when_its_time_after_is_over(string correlation)
    {
        var (stage, alerts, plan) = Make(
            Some.QuietA
                + Some.RulesAB[Some.RulesAB.IndexOf("title: b", StringComparison.Ordinal)..]
                + $"title: it\nid: it\ncorrelation: {correlation}\nstreams: {{suppress: 1d}}\n"
        );
        stage.Process(Some.Signal(plan.Roots.Single(r => r.Value.Meta.Id == "it").Key, "a", 50, "e"));
        Advance(stage, 70); // what happened is settled
        Assert.Empty(alerts.Standing);

        Advance(stage, 90); // and its time after is over

        Assert.Equal(AlertStatus.Open, Assert.Single(alerts.Standing).Status);
    }
}
