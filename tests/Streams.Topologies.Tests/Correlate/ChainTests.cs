using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>Correlations that read correlations, and several that read one detection.</summary>
public sealed class ChainTests
{
    private const string Inner = """
        title: often
        id: often
        name: often
        correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 1m, condition: {gte: 3}}
        ---

        """;

    [Fact]
    public void A_count_that_goes_on_past_its_bound_is_one_match()
    {
        var rules =
            Some.RulesAB
            + Inner
            + "title: bursts\nid: bursts\ncorrelation: {type: event_count, rules: [often], group-by: [streams.pod], timespan: 1h, condition: {gte: 2}}\n";

        Assert.Empty(Run(rules, Events("a", "a", 0, 1, 2, 3, 4, 5, 6)));
        var alert = Assert.Single(Run(rules, Events("a", "a", 0, 1, 2, 3, 600, 601, 602)));
        Assert.Equal(7, alert.Count);
    }

    [Fact]
    public void All_evidence_of_an_inner_count_is_there()
    {
        var rules = Some.RulesAB + Inner + "title: both\nid: both\ncorrelation: {type: temporal, rules: [often, b], group-by: [streams.pod], timespan: 10m}\n";

        var alert = Assert.Single(Run(rules, [.. Events("often>a", "a", 0, 1, 2), .. Events("b", "b", 30)], named: true));

        Assert.Equal(["a0", "a1", "a2", "b30"], alert.Evidence.Select(e => e.EventId));
    }

    [Theory]
    [InlineData("a, often")]
    [InlineData("often, a")]
    public void A_detection_and_the_count_of_it_hold_together(string inputs)
    {
        var rules =
            Some.RulesAB + Inner + $"title: both\nid: both\ncorrelation: {{type: temporal, rules: [{inputs}], group-by: [streams.pod], timespan: 10m}}\n";
        var events = new[] { 0.0, 1, 2 }.SelectMany(at => Events("a", "a", at).Concat(Events("often>a", "a", at))).ToArray();

        var alert = Assert.Single(Run(rules, events, named: true));

        Assert.Equal(3, alert.Count);
    }

    [Theory]
    [InlineData("t", "t", 1, 2, 1)]
    [InlineData("t", "t", 2, 1, 0)]
    [InlineData("t", "u", 1, 2, 1)]
    [InlineData("t", "u", 2, 1, 1)]
    public void Of_equal_times_the_place_in_the_source_decides_and_between_sources_either_order_will_do(
        string first,
        string second,
        int at,
        int then,
        int alerts
    )
    {
        var rules = Some.RulesAB + "title: then\nid: then\ncorrelation: {type: temporal_ordered, rules: [a, b], group-by: [streams.pod], timespan: 1m}\n";
        var a = Placed(Events("a", "x", 5)[0], first, at);
        var b = Placed(Events("b", "y", 5)[0], second, then);

        Assert.Equal(alerts, Run(rules, [a, b], named: true).Count);
        Assert.Equal(alerts, Run(rules, [b, a], named: true).Count);
    }

    private static Signal[] Events(string input, string id, params double[] times) =>
        [.. times.Select(at => Some.Signal(new CorrelationHash(""), input, at, $"{id}{at}"))];

    private static Signal Placed(Signal signal, string origin, int position) =>
        signal with
        {
            Evidence = signal.Evidence with { Provenance = new Provenance(origin, 0, position, position) },
        };

    private static List<Alert> Run(string yaml, Signal[] signals, bool named = false)
    {
        var plan = Some.Plan(yaml);
        var alerts = new Some.Alerts();
        var stage = new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile(), alerts);
        var hash = plan.Roots.Single(r => !r.Value.IsPlain).Key;
        foreach (var signal in signals)
        {
            stage.Process(signal with { Correlation = hash, Input = named ? signal.Input : $"often>{signal.Input}" });
        }

        foreach (var upstream in (string[])["k-0", "observe-0"])
        {
            stage.Process(Some.Watermark("k-0", EventSource.Kernel, 100_000, ("n", 100_000)) with { Upstream = upstream }, _ => true);
        }

        return [.. alerts.Standing];
    }
}
