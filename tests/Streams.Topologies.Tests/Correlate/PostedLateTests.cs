using Streams.Schemas.Alerts;
using static Streams.Topologies.Tests.Correlate.CorrelationStand;

namespace Streams.Topologies.Tests.Correlate;

/// <summary>
/// A log of last week posted into a topic that stamps records itself: all of it lies behind the watermark, which goes on between its records.
/// However it comes, it tells what it would have told in time.
/// </summary>
public sealed class PostedLateTests
{
    private const double Now = 600_000;

    private const string Distinct =
        Some.RulesAB
        + """
            title: distinct
            id: distinct
            correlation: {type: value_count, rules: [a], group-by: [streams.pod], timespan: 10s, condition: {field: destination.port, gte: 3}}
            level: high
            """;

    private const string Ordered =
        Some.RulesAB
        + """
            title: ordered
            id: ordered
            correlation: {type: temporal_ordered, rules: [a, b], group-by: [streams.pod], timespan: 10s}
            level: high
            """;

    private const string Few =
        Some.RulesAB
        + """
            title: few
            id: few
            correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 10s, condition: {lte: 2}}
            level: high
            """;

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var rule in (string[])[Count(3), Distinct, Ordered, Few])
        {
            for (var seed = 0; seed < 25; seed++)
            {
                cases.Add(rule, seed);
            }
        }

        return cases;
    }

    [Fact]
    public void What_comes_behind_the_watermark_in_pieces_is_one_alert()
    {
        var (stage, alerts, plan) = Make(Count(3));
        Advance(stage, Now);
        for (var i = 0; i < 3; i++)
        {
            stage.Process(Some.Signal(Some.Hash(plan), "a", i, $"e{i}"));
            Advance(stage, Now + i + 1);
        }

        Advance(stage, Now + 600);

        Assert.Equal(3, Assert.Single(alerts.Standing).Count);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_log_tells_the_same_in_time_and_a_week_late(string rule, int seed)
    {
        var random = new Random(seed);
        var times = Enumerable.Range(0, 12).Select(_ => Math.Round(random.NextDouble() * 60, 1)).Order().ToArray();
        (string Rule, double Time)[] events = [.. times.Select(t => (random.Next(3) == 0 ? "b" : "a", t))];

        Assert.Equal(Told(rule, events, from: 0, pace: 0, seed), Told(rule, events, Now, pace: 2, seed));
    }

    /// <summary>The alerts of a log whose records come in pieces, the watermark going on between them from a time at so many seconds a piece; at 0 it stands.</summary>
    private static string[] Told(string rule, (string Rule, double Time)[] events, double from, double pace, int seed)
    {
        var (random, clock) = (new Random(seed), from);
        var (stage, alerts, plan) = Make(rule);
        if (from > 0)
        {
            Advance(stage, from);
        }

        for (var i = 0; i < events.Length; i++)
        {
            stage.Process(Some.Signal(Some.Hash(plan), events[i].Rule, events[i].Time, $"e{i:d2}"));
            if (pace > 0 && random.Next(2) == 0)
            {
                Advance(stage, clock += pace);
            }
        }

        Advance(stage, Now + 3_600);
        Advance(stage, Now + 7_200);
        return
        [
            .. alerts
                .Standing.Where(a => a.Status == AlertStatus.Closed)
                .Select(a => $"{a.Id} {a.Count} {a.FirstSeen} {a.LastSeen}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
