using Streams.Detections.Rules;
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
    private readonly Dictionary<string, GroupEvaluator> _evaluators = new(StringComparer.Ordinal);
    private readonly List<GapWatch> _gaps = [];
    private readonly RulePlan _plan;
    private readonly WatermarkState _watermarks;
    private readonly IKeyedState<GroupState> _groups;
    private readonly ICorrelateOutput _output;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <param name="plan">The rules.</param>
    /// <param name="options">Lateness, time-outs, skew.</param>
    /// <param name="cluster">The cluster's name; empty: none.</param>
    /// <param name="shape">Whose watermarks it waits for.</param>
    /// <param name="groups">The state of groups.</param>
    /// <param name="gaps">The state of silences.</param>
    /// <param name="memory">What watermarks have told.</param>
    /// <param name="output">Where alerts go.</param>
    public CorrelateStage(RulePlan plan, TimeOptions options, string cluster, PipelineShape shape, IKeyedState<GroupState> groups, IKeyedState<GapState> gaps, WatermarkMemory memory, ICorrelateOutput output)
    {
        (_plan, _groups, _output) = (plan, groups, output);
        _watermarks = new WatermarkState(shape, options, observe: true, memory);
        foreach (var (hash, rule) in plan.Roots)
        {
            if (rule.Kind == CorrelationKind.Gap)
            {
                _gaps.Add(new GapWatch(rule, cluster, _watermarks, options, gaps, output));
            }
            else
            {
                _evaluators.Add(hash, new GroupEvaluator(rule, output));
            }
        }
    }

    /// <summary>The append time up to which everything of every source has arrived here, through B as well; <see cref="WatermarkState.Unknown"/> before.</summary>
    public long Frontier => _watermarks.LeastFrontier;

    /// <summary>Signals that came twice.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Signals below progress on arrival.</summary>
    public long Late { get; private set; }

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        _watermarks.Restored();
        foreach (var key in _groups.Keys)
        {
            if (_groups.Get(key) is { } state && _evaluators.TryGetValue(state.Correlation, out var evaluator))
            {
                evaluator.Derive(state);
            }
        }
    }

    /// <summary>Takes in a signal.</summary>
    public void Process(Signal signal)
    {
        if (!_evaluators.TryGetValue(signal.Correlation, out var evaluator))
        {
            _output.Unknown(signal);
            return;
        }

        Late += signal.Time < _watermarks.Progress(signal.Evidence.Source) ? 1 : 0;
        var key = signal.Correlation + signal.Group;
        var state = _groups.Get(key) ?? new GroupState
        {
            Correlation = signal.Correlation,
            Group = signal.Group,
            Settled = Patterns.PatternFactory.Create(evaluator.Rule, _plan),
        };
        if (evaluator.Add(state, signal))
        {
            _groups.Put(key, state);
            _changed.Add(key);
        }
        else
        {
            Duplicates++;
        }
    }

    /// <summary>Takes in a watermark: settles, closes, and watches for silences.</summary>
    /// <param name="vector">The watermark.</param>
    /// <param name="isMine">Whether a group key belongs to this task's partition.</param>
    public void Process(WatermarkVector vector, Func<string, bool> isMine)
    {
        _watermarks.Merge(vector);
        WriteChanges();
        var progress = _evaluators.ToDictionary(e => e.Key, e => Progress(e.Value.Rule));
        foreach (var key in _groups.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            var state = _groups.Get(key)!; // a listed key has a state
            if (_evaluators.TryGetValue(state.Correlation, out var evaluator) && progress[state.Correlation] is not WatermarkState.Unknown and var to)
            {
                Settle(key, state, evaluator, to);
            }
        }

        foreach (var gap in _gaps)
        {
            gap.Advance(isMine);
        }
    }

    private void Settle(string key, GroupState state, GroupEvaluator evaluator, long progress)
    {
        if (!evaluator.Settle(state, progress, trigger => HasProof(evaluator.Rule, trigger)))
        {
            if (GroupEvaluator.IsDone(state))
            {
                _groups.Remove(key);
            }

            return;
        }

        evaluator.WriteChanges(state);
        if (GroupEvaluator.IsDone(state))
        {
            _groups.Remove(key);
        }
        else
        {
            _groups.Touch(key);
        }
    }

    private void WriteChanges()
    {
        foreach (var key in _changed.Order(StringComparer.Ordinal))
        {
            if (_groups.Get(key) is { } state)
            {
                _evaluators[state.Correlation].WriteChanges(state);
                _groups.Touch(key);
            }
        }

        _changed.Clear();
    }

    /// <summary>The absent inputs' sources must be proved heard: the entity's node for node sources, every node for dns and audit.</summary>
    private bool HasProof(CorrelationRule rule, Signal trigger)
    {
        foreach (var source in rule.Inputs.Skip(1).SelectMany(_plan.SourcesOfInput).Distinct())
        {
            var node = source is EventSource.Dns or EventSource.Audit ? null : trigger.Entities[Streams.Schemas.Entities.EntityKind.Node];
            if (!_watermarks.IsConfigured(source) || !_watermarks.HasProof(source, node, trigger.Time))
            {
                return false;
            }
        }

        return true;
    }

    private long Progress(CorrelationRule rule)
    {
        var least = long.MaxValue;
        foreach (var source in _plan.SourcesOf(rule))
        {
            if (_watermarks.IsConfigured(source))
            {
                least = Math.Min(least, _watermarks.Progress(source));
            }
        }

        return least == long.MaxValue ? WatermarkState.Unknown : least;
    }
}
