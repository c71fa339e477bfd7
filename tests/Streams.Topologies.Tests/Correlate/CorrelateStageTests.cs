using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;
using static Streams.Topologies.Tests.Correlate.CorrelationStand;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>Correlations through the stage alone: boundary times, order, duplicates, closing.</summary>
public sealed class CorrelateStageTests
{
    [Theory]
    [InlineData(10.0, 1)]
    [InlineData(10.1, 0)]
    public void Event_count_fires_when_the_timespan_holds_all(double last, int expected)
    {
        var alerts = Run(Count(3), ("a", 0), ("a", 5), ("a", last));

        Assert.Equal(expected, alerts.Standing.Count());
    }

    [Fact]
    public void Event_count_fires_once_until_the_window_has_emptied()
    {
        var alerts = Run(Count(3), ("a", 0), ("a", 1), ("a", 2), ("a", 3), ("a", 12), ("a", 40), ("a", 41), ("a", 42));

        Assert.Equal(2, alerts.Standing.Count());
        Assert.All(alerts.Standing, a => Assert.Equal(AlertStatus.Closed, a.Status));
    }

    [Fact]
    public void An_alert_that_is_open_grows_with_the_watermark_and_never_says_less_than_before()
    {
        var (stage, alerts, plan) = Make(Count(3));
        for (var at = 0; at < 40; at++)
        {
            stage.Process(Some.Signal(Some.Hash(plan), "a", at, $"e{at:d2}"));
            if (at % 4 == 0)
            {
                Advance(stage, at);
            }
        }

        var counts = alerts.Written.Select(a => a.Count).ToArray();
        Assert.Equal(AlertStatus.Open, alerts.Written[0].Status);
        Assert.Equal(3, counts[0]);
        Assert.Equal(counts.Order(), counts);
        Assert.InRange(counts[^1], 30, 37); // no further than the last watermark
        Advance(stage, 600);
        Assert.Equal(40, Assert.Single(alerts.Standing).Count);
    }

    [Fact]
    public void A_signal_beyond_an_open_alert_opens_the_next_at_once()
    {
        var (stage, alerts, plan) = Make(Count(1));
        stage.Process(Some.Signal(Some.Hash(plan), "a", 0, "e0"));
        Advance(stage, 8);
        stage.Process(Some.Signal(Some.Hash(plan), "a", 9, "e1"));
        stage.Process(Some.Signal(Some.Hash(plan), "a", 25, "e2"));

        Assert.Equal(2, alerts.Written.Count(a => a.Status == AlertStatus.Open));
    }

    [Fact]
    public void Count_is_that_of_the_events_however_often_the_window_fires()
    {
        var alert = Assert.Single(Run(Count(3), [.. Enumerable.Range(0, 50).Select(i => ("a", (double)i))]).Standing);

        Assert.Equal(50, alert.Count);
        Assert.Equal(Alert.MaxEvidence, alert.Evidence.Count);
    }

    [Fact]
    public void Ordered_needs_the_order()
    {
        Assert.Single(Run(Ordered, ("a", 0), ("b", 5)).Standing);
        Assert.Empty(Run(Ordered, ("b", 0), ("a", 5)).Standing);
        Assert.Empty(Run(Ordered, ("a", 0), ("b", 11)).Standing);
    }

    [Fact]
    public void Ordered_alert_spans_its_evidence()
    {
        var alert = Assert.Single(Run(Ordered, ("a", 0), ("b", 5)).Standing);

        Assert.Equal((Some.At(0), Some.At(5), Some.At(5)), (alert.FirstSeen, alert.LastSeen, alert.Time));
        Assert.Equal(2, alert.Evidence.Count);
    }

    [Fact]
    public void Absence_fires_where_nothing_came_before_and_is_proved()
    {
        Assert.Single(Run(Absence, ("a", 50)).Standing);
        Assert.Empty(Run(Absence, ("b", 48.5), ("a", 50)).Standing);
        Assert.Single(Run(Absence, ("b", 47.9), ("a", 50)).Standing);
        Assert.Single(Run(Absence, ("a", 50), ("b", 51)).Standing);
    }

    [Fact]
    public void An_alert_that_is_concluded_and_over_within_one_step_is_opened_before_it_is_closed()
    {
        Assert.Equal([AlertStatus.Open, AlertStatus.Closed], Run(Absence, ("a", 50)).Written.Select(a => a.Status));
    }

    [Fact]
    public void Absence_without_proof_is_blind_and_does_not_fire()
    {
        var (stage, alerts, plan) = Make(Absence.Replace("rules: [a, b]", "rules: [a, elsewhere]", StringComparison.Ordinal) + Elsewhere);
        Conclude(stage, plan);

        Assert.Empty(alerts.Standing);
        Assert.Equal(1, alerts.BlindCount);
    }

    [Fact]
    public void Absence_that_asks_for_no_proof_is_told_where_the_others_could_not_be_heard()
    {
        var (stage, alerts, plan) = Make(Absence.Replace("rules: [a, b]", "rules: [a, elsewhere], proof: false", StringComparison.Ordinal) + Elsewhere);
        Conclude(stage, plan);

        Assert.Single(alerts.Standing);
        Assert.Equal(0, alerts.BlindCount);
        Assert.False(plan.NeedsProof(plan.Roots[Some.Hash(plan)]));
    }

    [Fact]
    public void A_chain_over_an_absence_without_proof_is_blind_and_does_not_fire()
    {
        var absence = Absence.Replace("rules: [a, b]", "rules: [a, elsewhere]", StringComparison.Ordinal);
        var (stage, alerts, plan) = Make(
            absence
                + Elsewhere
                + "\n---\ntitle: then\nid: then\ncorrelation: {type: temporal_ordered, rules: [without, b], group-by: [streams.pod], timespan: 1m}\n"
        );
        var hash = plan.Roots.Single(r => r.Value.Meta.Id == "then").Key;
        stage.Process(Some.Signal(hash, "without>a", 50, "a"));
        stage.Process(Some.Signal(hash, "b", 55, "b"));
        Advance(stage, 600);

        Assert.Empty(alerts.Standing);
        Assert.Equal(1, alerts.BlindCount);
        Assert.True(plan.NeedsProof(plan.Roots[hash]));
    }

    [Fact]
    public void A_sequence_without_a_rule_of_a_silent_source_is_blind_and_does_not_fire()
    {
        var (stage, alerts, plan) = Make(
            Some.RulesAB
                + Elsewhere.TrimStart().TrimStart('-')
                + "\n---\ntitle: it\nid: it\ncorrelation: {type: streams.sequence, rules: [a, elsewhere, b], without: [elsewhere], group-by: [streams.pod], timespan: 1m}\n"
        );
        var hash = plan.Roots.Single(r => r.Value.Meta.Id == "it").Key;
        stage.Process(Some.Signal(hash, "a", 50, "a"));
        stage.Process(Some.Signal(hash, "b", 55, "b"));
        Advance(stage, 600);

        Assert.Empty(alerts.Standing);
        Assert.Equal(1, alerts.BlindCount);
    }

    [Fact]
    public void Absence_of_what_comes_from_the_source_of_the_trigger_is_proved_by_it()
    {
        var (stage, alerts, plan) = Make(Absence);
        Conclude(stage, plan);

        Assert.Single(alerts.Standing);
        Assert.Equal(0, alerts.BlindCount);
    }

    [Theory]
    [InlineData(48.5, 0)]
    [InlineData(50.0, 0)]
    [InlineData(70.0, 0)]
    [InlineData(70.5, 1)]
    [InlineData(1.0, 1)]
    public void Absence_with_a_time_after_is_concluded_when_that_is_over(double other, int alertsThen)
    {
        var (stage, alerts, plan) = Make(Absence.Replace("type: streams.absence", "type: streams.absence, until: 20s", StringComparison.Ordinal));
        stage.Process(Some.Signal(Some.Hash(plan), "a", 50, "e"));
        stage.Process(Some.Signal(Some.Hash(plan), "b", other, "o"));
        Advance(stage, 79);
        Assert.Empty(alerts.Standing);
        Advance(stage, 200);

        Assert.Equal(alertsThen, alerts.Standing.Count());
        Assert.Equal(0, alerts.BlindCount);
    }

    private const string Elsewhere = """

        ---
        title: elsewhere
        id: elsewhere
        name: elsewhere
        logsource: {product: linux, category: process_creation}
        detection: {x: {process.name: sh}, condition: x}
        """;

    private static void Conclude(CorrelateStage stage, RulePlan plan)
    {
        stage.Process(Some.Signal(Some.Hash(plan), "a", 50, "e"));
        foreach (var upstream in (string[])["k-0", "observe-0"])
        {
            stage.Process(Some.Watermark("k-0", EventSource.Kernel, 300, ("n", 50)) with { Upstream = upstream }, _ => true);
        }
    }

    [Fact]
    public void Signal_of_an_unknown_correlation_waits_five_minutes_and_is_handed_out()
    {
        var (stage, alerts, _) = Make(Count(1));
        stage.Process(Some.Signal(new CorrelationHash("nobody"), "a", 0, "e"));

        Assert.True(stage.Tick(1_000));
        Assert.False(stage.Tick(300_999));
        Assert.Empty(alerts.Unknown);
        Assert.True(stage.Tick(301_000));
        Assert.Single(alerts.Unknown);
        Assert.Equal(1, stage.Counts.Unknown);
        Assert.False(stage.Tick(900_000));
    }

    /// <summary>Any order within lateness, any watermark in between, any duplicate: the same final alerts.</summary>
    [Fact]
    public void Final_alerts_do_not_depend_on_the_order_of_arrival()
    {
        string[] rules = [Count(3), Ordered, Absence, Values, Temporal];
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var yaml = rules[seed % rules.Length];
            var signals = Enumerable
                .Range(0, 40)
                .Select(i =>
                    (Input: random.Next(3) == 0 ? "b" : "a", At: Math.Round(random.NextDouble() * 120, 2), Id: $"e{i:D2}", Value: $"v{random.Next(6)}")
                )
                .ToArray();

            var expected = Arrive(yaml, [.. signals.OrderBy(s => s.At)], random, doubled: false);
            var actual = Arrive(yaml, [.. signals.OrderBy(s => s.At + (random.NextDouble() * 9))], random, doubled: true);

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Many_signals_of_one_group_stay_bounded_and_the_alert_stands()
    {
        var (stage, alerts, plan) = Make(Count(3));
        for (var i = 0; i < 10_000; i++)
        {
            stage.Process(Some.Signal(Some.Hash(plan), "a", i / 1_000.0, $"e{i:D5}"));
        }

        Advance(stage, 600);
        var alert = Assert.Single(alerts.Standing);
        Assert.Equal((AlertStatus.Closed, 10_000L), (alert.Status, alert.Count));
    }

    private static string Ordered =>
        Some.RulesAB
        + """
            title: then
            id: then
            correlation: {type: temporal_ordered, rules: [a, b], group-by: [streams.pod], timespan: 10s}
            level: high
            """;

    private static string Temporal =>
        Some.RulesAB
        + """
            title: both
            id: both
            correlation: {type: temporal, rules: [a, b], group-by: [streams.pod], timespan: 10s}
            level: high
            """;

    private static string Values =>
        Some.RulesAB
        + """
            title: values
            id: values
            correlation: {type: value_count, rules: [a], group-by: [streams.pod], timespan: 20s, condition: {field: destination.ip, gte: 4}}
            level: high
            """;

    private static string Absence =>
        Some.RulesAB
        + """
            title: without
            id: without
            correlation: {type: streams.absence, rules: [a, b], group-by: [streams.pod], timespan: 2s}
            level: high
            """;

    private static Some.Alerts Run(string yaml, params (string Input, double At)[] signals)
    {
        var (stage, alerts, plan) = Make(yaml);
        foreach (var (input, at) in signals)
        {
            stage.Process(Some.Signal(Some.Hash(plan), input, at, $"{input}{at}"));
        }

        Advance(stage, 600);
        return alerts;
    }

    private static string[] Arrive(string yaml, (string Input, double At, string Id, string Value)[] signals, Random random, bool doubled)
    {
        var (stage, alerts, plan) = Make(yaml);
        var hash = Some.Hash(plan);
        var highest = 0.0;
        foreach (var (input, at, id, value) in signals)
        {
            var signal = Some.Signal(hash, input, at, id, value: value);
            stage.Process(signal);
            if (doubled && random.Next(4) == 0)
            {
                stage.Process(signal);
            }

            highest = Math.Max(highest, at);
            if (random.Next(3) == 0)
            {
                Advance(stage, highest);
            }
        }

        Advance(stage, 1_000);
        return alerts.Comparable();
    }
}
