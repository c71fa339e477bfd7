using Streams.Detections.Rules;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>Stage C: correlations per group; the only writer of alerts. Knows neither Kafka nor the clock.</summary>
public sealed class CorrelateStage
{
    private readonly Dictionary<string, RuleGroups> _rules = new(StringComparer.Ordinal);
    private readonly List<GapWatch> _gaps = [];
    private readonly RulePlan _plan;
    private readonly WatermarkState _watermarks;
    private readonly IKeyedState<GroupState> _groups;
    private readonly StageCounts _counts;
    private readonly ICorrelateOutput _output;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <param name="plan">The rules.</param>
    /// <param name="options">Lateness, time-outs, skew.</param>
    /// <param name="cluster">The cluster's name; empty: none.</param>
    /// <param name="shape">Whose watermarks it waits for.</param>
    /// <param name="state">What the task keeps.</param>
    /// <param name="output">Where alerts go.</param>
    public CorrelateStage(RulePlan plan, TimeOptions options, string cluster, PipelineShape shape, CorrelateState state, ICorrelateOutput output)
    {
        (_plan, _groups, _counts, _output) = (plan, state.Groups, state.Counts, output);
        _watermarks = new WatermarkState(shape, options, observe: true, state.Memory);
        foreach (var (hash, rule) in plan.Roots)
        {
            if (rule.Kind == CorrelationKind.Gap)
            {
                _gaps.Add(new GapWatch(rule, cluster, _watermarks, options, state.Gaps, output));
            }
            else
            {
                _rules.Add(hash, new RuleGroups(new GroupEvaluator(rule, options, _counts, output), [.. plan.SourcesOf(rule)], _groups, HasProof));
            }
        }
    }

    /// <summary>The append time up to which everything of every source has arrived here, through B as well; <see cref="WatermarkState.Unknown"/> before.</summary>
    public long Frontier => _watermarks.LeastFrontier;

    /// <summary>What came in.</summary>
    public StageCounts Counts => _counts;

    /// <summary>The silences that are open, by source.</summary>
    public IEnumerable<(EventSource Source, int Open)> Silences => _gaps.Select(g => (g.Source, g.Open));

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        _watermarks.Restored();
        foreach (var key in _groups.Keys)
        {
            if (_groups.Get(key) is { } state && _rules.TryGetValue(state.Correlation, out var rule))
            {
                rule.Evaluator.Derive(state);
                rule.Schedule(key, state);
            }
        }
    }

    /// <summary>Takes in a signal.</summary>
    public void Process(Signal signal)
    {
        _counts.In++;
        if (!_rules.TryGetValue(signal.Correlation, out var rule))
        {
            _counts.Unknown++;
            _output.Unknown(signal);
            return;
        }

        _counts.Late += signal.Time < _watermarks.Progress(signal.Evidence.Source) ? 1 : 0;
        var key = signal.Correlation + signal.Group;
        var state = _groups.Get(key) ?? new GroupState
        {
            Correlation = signal.Correlation,
            Group = signal.Group,
            Settled = Patterns.PatternFactory.Create(rule.Evaluator.Rule, _plan),
        };
        if (!rule.Evaluator.Add(state, signal))
        {
            _counts.Duplicate++;
            return;
        }

        _groups.Put(key, state);
        _changed.Add(key);
        rule.Schedule(key, state);
    }

    /// <summary>Takes in a watermark: settles, closes, and watches for silences.</summary>
    /// <param name="vector">The watermark.</param>
    /// <param name="isMine">Whether a group key belongs to this task's partition.</param>
    public void Process(WatermarkVector vector, Func<string, bool> isMine)
    {
        _watermarks.Merge(vector);
        WriteChanges();
        foreach (var rule in _rules.Values)
        {
            rule.Advance(_watermarks);
        }

        foreach (var gap in _gaps)
        {
            gap.Advance(isMine);
        }
    }

    private void WriteChanges()
    {
        if (_changed.Count == 0)
        {
            return;
        }

        foreach (var key in _changed.Order(StringComparer.Ordinal))
        {
            if (_groups.Get(key) is { } state)
            {
                _rules[state.Correlation].Evaluator.WriteChanges(state);
                _groups.Touch(key);
            }
        }

        _changed.Clear();
    }

    /// <summary>The absent inputs' sources must be proved heard: the entity's node for node sources, every node for dns and audit.</summary>
    private bool HasProof(GroupEvaluator evaluator, Signal trigger)
    {
        foreach (var source in evaluator.Rule.Inputs.Skip(1).SelectMany(_plan.SourcesOfInput).Distinct())
        {
            var node = source is EventSource.Dns or EventSource.Audit ? null : trigger.Entities[EntityKind.Node];
            if (!_watermarks.IsConfigured(source) || !_watermarks.HasProof(source, node, trigger.Time))
            {
                return false;
            }
        }

        return true;
    }
}
