using Streams.Schemas.Events;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Rules;

/// <summary>Which rule set judges an event, and for how long a correlation lives.</summary>
public sealed class RuleTimelineTests
{
    private static readonly RuleVersion First = new(RuleVersion.Always, Plan("a"));
    private static readonly RuleVersion Second = new(new Timestamp(100), Plan("a", "b"));
    private static readonly RuleVersion Third = new(new Timestamp(200), Plan("b"));

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(199, 1)]
    [InlineData(200, 2)]
    public void At_gives_the_set_in_force_at_the_events_time(long time, int expected) =>
        Assert.Same(new[] { First, Second, Third }[expected], new RuleTimeline(First, Second, Third).At(new Timestamp(time)));

    [Fact]
    public void With_drops_sets_that_were_to_come_later()
    {
        var timeline = new RuleTimeline(First, Second, Third).With(new RuleVersion(new Timestamp(100), Plan("c")));

        Assert.Equal(2, timeline.Versions.Count);
        Assert.Same(First, timeline.Versions[0]);
    }

    [Fact]
    public void With_keeps_a_few_only()
    {
        var timeline = new RuleTimeline(First);
        for (var i = 1; i < 20; i++)
        {
            timeline = timeline.With(new RuleVersion(new Timestamp(i), Plan("a")));
        }

        Assert.Equal(RuleTimeline.MaxVersions, timeline.Versions.Count);
        Assert.Equal(new Timestamp(19), timeline.Newest.EffectiveFrom);
    }

    [Fact]
    public void After_drops_what_no_event_needs()
    {
        var timeline = new RuleTimeline(First, Second, Third);

        Assert.Same(timeline, timeline.After(new Timestamp(99)));
        Assert.Same(Second, timeline.After(new Timestamp(100)).Versions[0]);
        Assert.Same(Third, Assert.Single(timeline.After(Timestamp.Never).Versions));
    }

    [Fact]
    public void Life_of_a_correlation_spans_the_sets_that_have_it()
    {
        var roots = new RuleTimeline(First, Second, Third).Roots;
        var (a, b) = (roots[First.Plan.Roots.Keys.Single()], roots[Third.Plan.Roots.Keys.Single()]);

        Assert.Equal((Timestamp.Unknown, new Timestamp(200)), (a.From, a.Until));
        Assert.Equal((new Timestamp(100), Timestamp.Never), (b.From, b.Until));
        Assert.Same(First, a.At(new Timestamp(50)).Version);
        Assert.Same(Second, a.At(new Timestamp(150)).Version);
    }

    private static RulePlan Plan(params string[] ids) =>
        Some.Plan(
            string.Join(
                "\n---\n",
                ids.Select(id =>
                    $$"""
                        title: {{id}}
                        id: {{id}}
                        logsource: {product: linux, service: netfilter}
                        detection: {x: {source.ip: 1.1.1.1}, condition: x}
                        """
                )
            )
        );
}
