using Streams.Detections.Rules;
using Streams.Schemas.Alerts;
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
    private readonly Dictionary<string, GapWatch> _gaps = new(StringComparer.Ordinal);
    private readonly RuleBook _book;
    private readonly TimeOptions _options;
    private readonly string _cluster;
    private readonly WatermarkState _watermarks;
    private readonly CorrelateState _state;
    private readonly IKeyedState<GroupState> _groups;
    private readonly RuleWaitingRoom<Signal> _awaited;
    private readonly StageCounts _counts;
    private readonly ICorrelateOutput _output;
    private readonly List<GroupState> _changed = [];
    private RuleTimeline? _timeline;
    private bool _hasOrphans;

    /// <param name="book">The rules.</param>
    /// <param name="options">Lateness, time-outs, skew.</param>
    /// <param name="cluster">The cluster's name; empty: none.</param>
    /// <param name="shape">Whose watermarks it waits for.</param>
    /// <param name="state">What the task keeps.</param>
    /// <param name="output">Where alerts go.</param>
    public CorrelateStage(RuleBook book, TimeOptions options, string cluster, PipelineShape shape, CorrelateState state, ICorrelateOutput output)
    {
        (_book, _options, _cluster, _state, _groups, _counts, _output) = (book, options, cluster, state, state.Groups, state.Counts, output);
        _watermarks = new WatermarkState(shape, options, observe: true, state.Memory);
        _awaited = new RuleWaitingRoom<Signal>(state.Awaited, GiveUp);
        FollowRules();
    }

    /// <summary>The append time up to which everything of every source has arrived here, through B as well; <see cref="WatermarkState.Unknown"/> before.</summary>
    public long Frontier => _watermarks.LeastFrontier;

    /// <summary>What came in.</summary>
    public StageCounts Counts => _counts;

    /// <summary>The silences that are open, by source.</summary>
    public IEnumerable<(EventSource Source, int Open)> Silences => _gaps.Values.GroupBy(g => g.Source, g => g.Open).Select(g => (g.Key, g.Sum()));

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        _watermarks.Restored();
        foreach (var key in _groups.Keys)
        {
            var state = _groups.Get(key)!; // a listed key has a state
            if (_rules.TryGetValue(state.Correlation, out var rule))
            {
                rule.Restored(state);
            }
        }

        _hasOrphans = true;
        TakeUpAwaited();
    }

    /// <summary>Takes in a signal.</summary>
    public void Process(Signal signal)
    {
        FollowRules();
        _counts.In++;
        if (!_rules.TryGetValue(signal.Correlation, out var rule))
        {
            _awaited.Add(signal.Correlation, signal);
            return;
        }

        Process(signal, rule);
    }

    /// <summary>Takes in a watermark: settles, closes, and watches for silences.</summary>
    /// <param name="vector">The watermark.</param>
    /// <param name="isMine">Whether a group key belongs to this task's partition.</param>
    public void Process(WatermarkVector vector, Func<string, bool> isMine)
    {
        FollowRules();
        EndOrphans();
        _watermarks.Merge(vector);
        WriteChanges();
        foreach (var rule in _rules.Values)
        {
            rule.Advance(_watermarks);
        }

        foreach (var gap in _gaps.Values)
        {
            gap.Advance(isMine);
        }
    }

    /// <summary>Time passes: what waits for a rule set waits for five minutes of local time.</summary>
    /// <param name="wallClockMs">The local time, milliseconds since the epoch.</param>
    /// <returns>Whether anything has changed.</returns>
    public bool Tick(long wallClockMs)
    {
        var before = _awaited.IsEmpty;
        FollowRules();
        return _awaited.Tick(wallClockMs) || _awaited.IsEmpty != before;
    }

    private void Process(Signal signal, RuleGroups rule)
    {
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

    /// <summary>Where other rule sets are loaded than before: correlations are begun, go on, or end.</summary>
    private void FollowRules()
    {
        var timeline = _book.Timeline;
        if (ReferenceEquals(timeline, _timeline))
        {
            return;
        }

        _timeline = timeline;
        WriteChanges();
        foreach (var (hash, rule) in _rules.Where(r => !timeline.Roots.ContainsKey(r.Key)).ToArray())
        {
            rule.End();
            _rules.Remove(hash);
        }

        foreach (var (hash, gap) in _gaps.Where(g => !timeline.Roots.ContainsKey(g.Key)).ToArray())
        {
            gap.End();
            _gaps.Remove(hash);
        }

        foreach (var (hash, life) in timeline.Roots)
        {
            Follow(hash, life);
        }

        TakeUpAwaited();
    }

    private void Follow(string hash, RuleLife life)
    {
        if (_rules.TryGetValue(hash, out var rule))
        {
            rule.Evaluator.Life = life;
        }
        else if (_gaps.TryGetValue(hash, out var gap))
        {
            gap.Life = life;
        }
        else if (life.Rule.Kind == CorrelationKind.Gap)
        {
            _gaps.Add(hash, new GapWatch(life, _cluster, _watermarks, _options, _state.Gaps, _output));
        }
        else
        {
            _rules.Add(hash, new RuleGroups(new GroupEvaluator(life, _options, _counts, _output), _groups, HasProof));
        }
    }

    private void TakeUpAwaited()
    {
        foreach (var (hash, rule) in _rules)
        {
            foreach (var signal in _awaited.Take(hash))
            {
                Process(signal, rule);
            }
        }
    }

    private void GiveUp(Signal signal)
    {
        _counts.Unknown++;
        _output.Unknown(signal);
    }

    /// <summary>Alerts and groups of correlations that were taken out while this task did not run: what is open is closed as it stands.</summary>
    private void EndOrphans()
    {
        if (!_hasOrphans)
        {
            return;
        }

        _hasOrphans = false;
        foreach (var key in _groups.Keys.ToArray())
        {
            var state = _groups.Get(key)!; // a listed key has a state
            if (!_rules.ContainsKey(state.Correlation))
            {
                foreach (var written in state.Body?.Written?.Values ?? (IEnumerable<Alert>)(state.Rest is { } rest ? GroupCodec.ReadWritten(key, rest) : []))
                {
                    _output.Alert(written with { Status = AlertStatus.Closed });
                }

                _groups.Remove(key);
            }
        }

        foreach (var key in _state.Gaps.Keys.Where(k => !_gaps.Keys.Any(h => k.StartsWith(h, StringComparison.Ordinal))).ToArray())
        {
            GapWatch.Close(_state.Gaps, key, _output);
        }
    }

    /// <summary>The absent inputs' sources must be proved heard: the entity's node for node sources, every node for dns and audit.</summary>
    private bool HasProof(GroupEvaluator evaluator, Signal trigger)
    {
        foreach (var source in evaluator.Rule.Inputs.Skip(1).SelectMany(evaluator.Life.Plan.SourcesOfInput).Distinct())
        {
            var node = source is EventSource.Dns or EventSource.Audit ? null : trigger.Entities[Schemas.Entities.EntityKind.Node];
            if (!_watermarks.IsConfigured(source) || !_watermarks.HasProof(source, node, trigger.Time))
            {
                return false;
            }
        }

        return true;
    }
}
