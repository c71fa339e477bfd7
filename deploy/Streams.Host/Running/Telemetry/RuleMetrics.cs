using Prometheus;
using Streams.Detections.Rules;
using Streams.Host.Rules;
using Streams.Host.Rules.Reload;
using Streams.Topologies.Binding;
using Streams.Topologies.Rules;

namespace Streams.Host.Running.Telemetry;

/// <summary>The rules in force, and what they matched and alerted.</summary>
internal sealed class RuleMetrics(RuleReloader rules, PipelineStatus status)
{
    private static readonly Gauge Rules = Metrics.CreateGauge("streams_rule_info", "1 for each rule that is loaded.", "rule", "title", "level", "tactic");
    private static readonly Gauge RuleSet = Metrics.CreateGauge("streams_rule_set_info", "1 for the rule set in force, by its hash.", "version");
    private static readonly Gauge RuleSetFrom = Metrics.CreateGauge(
        "streams_rule_set_effective_timestamp_seconds",
        "The first event time that the rule set in force judges; 0 where it was there from the start."
    );
    private static readonly Counter RuleSetLoads = Metrics.CreateCounter(
        "streams_rule_set_loads_total",
        "Rule sets offered while the service runs: accepted, or rejected as a whole.",
        "result"
    );
    private static readonly Counter Matches = Metrics.CreateCounter("streams_rule_matches_total", "Events that matched, by rule.", "rule");
    private static readonly Counter Blind = Metrics.CreateCounter(
        "streams_absence_blind_conclusions_total",
        "Absence rules that could not conclude, by rule.",
        "rule"
    );
    private static readonly Counter Alerts = Metrics.CreateCounter("streams_alerts_total", "Alerts opened, by rule.", "rule", "level");
    private Dictionary<string, string> _levels = [];
    private RuleVersion? _version;

    public void Publish()
    {
        Follow();
        RuleSetLoads.WithLabels("accepted").IncTo(rules.Loads.Accepted);
        RuleSetLoads.WithLabels("rejected").IncTo(rules.Loads.Rejected);
        Publish(Matches, status.Matches);
        Publish(Blind, status.Blind);
        foreach (var (rule, count) in status.Alerts)
        {
            Alerts.WithLabels(rule, _levels.GetValueOrDefault(rule, "")).IncTo(count);
        }
    }

    /// <summary>The rules in force may be others than before.</summary>
    private void Follow()
    {
        var version = rules.InForce(TimeProvider.System);
        if (ReferenceEquals(version, _version))
        {
            return;
        }

        Forget(_version);
        _version = version;
        var plan = version.Plan;
        RuleSet.WithLabels(version.Name).Set(1);
        RuleSetFrom.Set(version.IsFromStart ? 0 : UnixSeconds.Of(version.EffectiveFrom));
        _levels = plan.Roots.Values.ToDictionary(r => r.Meta.Id, r => Level(r.Meta), StringComparer.Ordinal);
        foreach (var meta in MetaOf(plan))
        {
            Rules.WithLabels(meta.Id, meta.Title, Level(meta), Tactics.Of(meta)).Set(1);
        }

        Begin(plan);
    }

    private static void Forget(RuleVersion? version)
    {
        if (version is null)
        {
            return;
        }

        RuleSet.RemoveLabelled(version.Name);
        foreach (var meta in MetaOf(version.Plan))
        {
            Rules.RemoveLabelled(meta.Id, meta.Title, Level(meta), Tactics.Of(meta));
        }
    }

    private static IEnumerable<RuleMeta> MetaOf(RulePlan plan) =>
        plan.Rules.Detections.Select(d => d.Meta).Concat(plan.Rules.Correlations.Where(c => !c.IsPlain).Select(c => c.Meta));

    /// <summary>The counters of every rule are there from the start: what rises from nothing is no increase to Prometheus, and the first alert of a rule would go unseen.</summary>
    private void Begin(RulePlan plan)
    {
        foreach (var (rule, level) in _levels)
        {
            Alerts.WithLabels(rule, level).Inc(0);
        }

        foreach (var rule in plan.Rules.Detections.Select(d => d.Meta.Id))
        {
            Matches.WithLabels(rule).Inc(0);
        }

        foreach (var rule in plan.Roots.Values.Where(plan.NeedsProof))
        {
            Blind.WithLabels(rule.Meta.Id).Inc(0);
        }
    }

    private static void Publish(Counter counter, IEnumerable<KeyValuePair<string, long>> byRule)
    {
        foreach (var (rule, count) in byRule)
        {
            counter.WithLabels(rule).IncTo(count);
        }
    }

    private static string Level(RuleMeta meta) => meta.Level.ToString().ToLowerInvariant();
}
