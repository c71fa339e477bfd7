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

namespace Streams.Topologies.Tests.Correlate;

/// <summary>What tests of the stage alone share: a rule that counts, the stage with its alerts, its watermarks.</summary>
internal static class CorrelationStand
{
    public static string Count(int n) =>
        Some.RulesAB
        + """
            title: many
            id: many
            correlation: {type: event_count, rules: [a], group-by: [streams.pod], timespan: 10s, condition: {gte: NUMBER}}
            level: high
            """.Replace("NUMBER", $"{n}", StringComparison.Ordinal);

    public static (CorrelateStage Stage, Some.Alerts Alerts, RulePlan Plan) Make(string yaml)
    {
        var plan = Some.Plan(yaml);
        var alerts = new Some.Alerts();
        return (new CorrelateStage(RuleRegistry.Of(plan), new TimeOptions(), "", Some.Shape, CorrelateState.Volatile(), alerts), alerts, plan);
    }

    public static void Advance(CorrelateStage stage, double to)
    {
        foreach (var upstream in (string[])["k-0", "observe-0"])
        {
            stage.Process(Some.Watermark("k-0", EventSource.Kernel, to, ("n", to)) with { Upstream = upstream }, _ => true);
        }
    }
}
