using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Correlate;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Correlate;

public sealed class GapTests
{
    private const string Rule = """
        title: silent
        id: silent
        correlation: {type: streams.gap, source: ebpf, timespan: 30s, group-by: [streams.node]}
        level: high
        """;

    private static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["e-0"] = EventSource.Ebpf, ["k-0"] = EventSource.Kernel }, 1);

    [Fact]
    public void Silence_while_another_source_goes_on_fires_and_is_updated_at_its_end()
    {
        var (stage, alerts) = Make();
        Tell(stage, 100, (0, 100), (0, 100));
        Tell(stage, 145, null, (100, 145));

        var open = Assert.Single(alerts.Standing);
        Assert.Equal((AlertStatus.Open, Some.At(100), Some.At(130), "n"), (open.Status, open.FirstSeen, open.LastSeen, open.Entities[EntityKind.Node]));

        Tell(stage, 160, (160, 160), (145, 160));
        Tell(stage, 300, (160, 300), (160, 300));
        var closed = Assert.Single(alerts.Standing);
        Assert.Equal((AlertStatus.Closed, Some.At(100), Some.At(160)), (closed.Status, closed.FirstSeen, closed.LastSeen));
        Assert.Contains("ebpf of n silent", closed.BlindSpots[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_of_all_sources_does_not_fire()
    {
        var (stage, alerts) = Make();
        Tell(stage, 100, (0, 100), (0, 105));
        Tell(stage, 400, null, null);
        Tell(stage, 500, (500, 500), (500, 500));
        Tell(stage, 600, (500, 600), (500, 600));

        Assert.Empty(alerts.Standing);
    }

    [Fact]
    public void Silence_shorter_than_the_timespan_does_not_fire()
    {
        var (stage, alerts) = Make();
        Tell(stage, 100, (0, 100), (0, 100));
        Tell(stage, 129, (129, 129), (100, 129));
        Tell(stage, 300, (129, 300), (129, 300));

        Assert.Empty(alerts.Standing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_burst_over_a_quiet_log_is_no_rate_whose_end_is_silence(bool isSteady)
    {
        // Ten events a stretch: a quiet log says so in one of five minutes, a steady one four times a minute.
        var (stage, alerts) = Make(Rule.Replace("timespan: 30s", "timespan: 30s, min_count: 50", StringComparison.Ordinal));
        Tell(stage, 0, (0, 0), (0, 0));
        for (var at = isSteady ? 15.0 : 281; at <= 299; at += isSteady ? 15 : 3)
        {
            Tell(stage, at, (at, at + 1), (0, at));
        }

        Tell(stage, 300, (299, 300), (0, 300));
        Tell(stage, 345, null, (300, 345));

        Assert.Equal(isSteady ? 1 : 0, alerts.Standing.Count());
    }

    /// <summary>Who halts a sensor for a moment before it is ended for good does not hide its end.</summary>
    [Fact]
    public void A_silence_that_lasts_far_longer_than_the_pauses_before_it_is_told()
    {
        var (stage, alerts) = Make();
        Tell(stage, 100, (0, 100), (0, 100));
        Tell(stage, 200, (120, 200), (100, 200));
        for (var at = 210; at <= 400; at += 10)
        {
            Tell(stage, at, null, (at - 10, at));
        }

        Assert.Empty(alerts.Standing);
        for (var at = 410; at <= 1_000; at += 10)
        {
            Tell(stage, at, null, (at - 10, at));
        }

        Assert.Single(alerts.Standing);
    }

    [Theory]
    [InlineData(12, 1)]
    [InlineData(20, 0)]
    public void A_silence_not_twice_as_long_as_the_pauses_of_the_source_is_one_of_them(double pause, int expected)
    {
        var (stage, alerts) = Make();
        Tell(stage, 100, (0, 100), (0, 100));
        Tell(stage, 200, (100 + pause, 200), (100, 200));
        Tell(stage, 245, null, (200, 245));

        Assert.Equal(expected, alerts.Standing.Count());
    }

    private static (CorrelateStage, Some.Alerts) Make(string rule = Rule)
    {
        var alerts = new Some.Alerts();
        return (new CorrelateStage(RuleRegistry.Of(Some.Plan(rule)), new TimeOptions(), "", Shape, CorrelateState.Volatile(), alerts), alerts);
    }

    private static void Tell(CorrelateStage stage, double frontier, (double Since, double Until)? ebpf, (double Since, double Until)? kernel)
    {
        foreach (var upstream in (string?[])[null, PipelineShape.Observe(0)])
        {
            stage.Process(Vector(upstream ?? "e-0", "e-0", EventSource.Ebpf, frontier, ebpf), _ => true);
            stage.Process(Vector(upstream ?? "k-0", "k-0", EventSource.Kernel, frontier, kernel), _ => true);
        }
    }

    private static WatermarkVector Vector(string upstream, string origin, EventSource source, double frontier, (double Since, double Until)? segment) =>
        new(
            upstream,
            [
                new OriginMark(
                    source,
                    origin,
                    Some.At(frontier),
                    segment is var (since, until) ? [new NodeMark("n", Some.At(until), Some.At(until), [new Segment(Some.At(since), Some.At(until), 10)])] : []
                ),
            ]
        );
}
