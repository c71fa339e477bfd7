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
    private const int MaxKeyOnStack = 256;
    private readonly Dictionary<string, RuleGroups> _rules = new(StringComparer.Ordinal);
    private readonly List<GapWatch> _gaps = [];
    private readonly RulePlan _plan;
    private readonly WatermarkState _watermarks;
    private readonly IKeyedState<GroupState> _groups;
    private readonly StageCounts _counts;
    private readonly ICorrelateOutput _output;
    private readonly List<GroupState> _changed = [];

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
                _rules.Add(hash, new RuleGroups(new GroupEvaluator(rule, plan, options, _counts, output), [.. plan.SourcesOf(rule)], _groups, HasProof));
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
                rule.Restored(state);
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
        var known = Find(signal);
        var state = known ?? new GroupState(signal.Correlation + signal.Group);
        if (!rule.Evaluator.Add(state, signal))
        {
            _counts.Duplicate++;
            return;
        }

        if (known is null)
        {
            _groups.Put(state.Key, state);
        }
        else
        {
            _groups.Touch(state.Key);
        }

        if (!state.IsListed && rule.Evaluator.HasNews(state))
        {
            state.IsListed = true;
            _changed.Add(state);
        }

        rule.Schedule(state);
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

    /// <summary>The group of a signal; its key is made on the stack.</summary>
    private GroupState? Find(Signal signal)
    {
        var length = signal.Correlation.Length + signal.Group.Length;
        Span<char> key = length <= MaxKeyOnStack ? stackalloc char[length] : new char[length];
        signal.Correlation.CopyTo(key);
        signal.Group.CopyTo(key[signal.Correlation.Length..]);
        return _groups.Get(key);
    }

    private void WriteChanges()
    {
        _changed.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        foreach (var state in _changed)
        {
            state.IsListed = false;
            _rules[state.Correlation].Evaluator.WriteChanges(state);
            _groups.Touch(state.Key);
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
