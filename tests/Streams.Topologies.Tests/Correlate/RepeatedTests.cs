using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>A line that stands for several events counts as so many.</summary>
public sealed class RepeatedTests
{
    [Theory]
    [InlineData("{type: event_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {gte: 5}}", 5)]
    [InlineData("{type: event_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {eq: 5}}", 5)]
    public void It_is_counted_by_its_number(string correlation, int measured)
    {
        var alert = Assert.Single(Run(correlation, (0, 1), (4, 4)));

        Assert.Equal((measured, (double)measured), ((int)alert.Count, alert.Measure?.Value));
        Assert.Equal(measured, alert.EntityValues[0].Values[0].Count);
    }

    [Fact]
    public void One_less_is_too_few_and_what_has_left_the_window_counts_no_more()
    {
        const string Five = "{type: event_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {gte: 5}}";

        Assert.Empty(Run(Five, (0, 1), (4, 3)));
        Assert.Empty(Run(Five, (0, 4), (61, 1)));
        Assert.Single(Run(Five, (0, 4), (60, 1)));
    }

    [Fact]
    public void A_correlation_of_counts_is_measured_in_matches()
    {
        const string Inner =
            "title: often\nid: often\nname: often\ncorrelation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {gte: 3}}\n---\n";

        var alert = Assert.Single(
            Run("{type: event_count, rules: [often], group-by: [streams.pod], timespan: 1h, condition: {gte: 2}}", Inner, "often>a", (0, 3), (600, 4))
        );

        Assert.Equal((7, 2.0), ((int)alert.Count, alert.Measure?.Value));
    }

    private static List<Alert> Run(string correlation, params (double At, int Times)[] lines) => Run(correlation, "", "a", lines);

    private static List<Alert> Run(string correlation, string before, string input, params (double At, int Times)[] lines)
    {
        var plan = Some.Plan($"{Some.RulesAB}{before}title: c\nid: c\ncorrelation: {correlation}\n");
        var alerts = new Some.Alerts();
        var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile(), alerts);
        foreach (var (at, times) in lines)
        {
            stage.Process(Some.Signal(Some.Hash(plan), input, at, $"e{at}") with { Repeated = times });
        }

        foreach (var upstream in (string[])["k-0", "observe-0"])
        {
            stage.Process(Some.Watermark("k-0", EventSource.Kernel, 100_000, ("n", 100_000)) with { Upstream = upstream }, _ => true);
        }

        return [.. alerts.Standing];
    }
}
