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
    private readonly CorrelateRules _rules;
    private readonly WatermarkState _watermarks;
    private readonly CorrelateState _state;
    private readonly IKeyedState<GroupState> _groups;
    private readonly RuleWaitingRoom<Signal> _awaited;
    private readonly StageCounts _counts;
    private readonly ICorrelateOutput _output;
    private readonly List<GroupState> _changed = [];
    private bool _isRestored;

    /// <param name="book">The rules.</param>
    /// <param name="options">Lateness, time-outs, skew.</param>
    /// <param name="cluster">The cluster's name; empty: none.</param>
    /// <param name="shape">Whose watermarks it waits for.</param>
    /// <param name="state">What the task keeps.</param>
    /// <param name="output">Where alerts go.</param>
    public CorrelateStage(RuleBook book, TimeOptions options, string cluster, PipelineShape shape, CorrelateState state, ICorrelateOutput output)
    {
        (_state, _groups, _counts, _output) = (state, state.Groups, state.Counts, output);
        _watermarks = new WatermarkState(shape, options, observe: true, state.Memory);
        _awaited = new RuleWaitingRoom<Signal>(state.Awaited, GiveUp);
        var proof = new AbsenceProof(_watermarks);
        _rules = new CorrelateRules(
            book,
            life => new RuleGroups(new GroupEvaluator(life, options, _counts, output), _groups, proof.Has),
            life => new GapWatch(life, cluster, _watermarks, options, state.Gaps, output));
        _rules.Follow();
    }

    /// <summary>The append time up to which everything of every source has arrived here, through B as well; <see cref="WatermarkState.Unknown"/> before.</summary>
    public long Frontier => _watermarks.LeastFrontier;

    /// <summary>What came in.</summary>
    public StageCounts Counts => _counts;

    /// <summary>The silences that are open, by source.</summary>
    public IEnumerable<(EventSource Source, int Open)> Silences => _rules.Gaps.Values.GroupBy(g => g.Source, g => g.Open).Select(g => (g.Key, g.Sum()));

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        _watermarks.Restored();
        foreach (var key in _groups.Keys)
        {
            var state = _groups.Get(key)!; // a listed key has a state
            if (_rules.Groups.TryGetValue(state.Correlation, out var rule))
            {
                rule.Restored(state);
            }
        }

        _isRestored = true;
    }

    /// <summary>Takes in a signal.</summary>
    public void Process(Signal signal)
    {
        FollowRules();
        _counts.In++;
        if (!_rules.Groups.TryGetValue(signal.Correlation, out var rule))
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
        _watermarks.Merge(vector);
        WriteChanges();
        foreach (var rule in _rules.Groups.Values)
        {
            rule.Advance(_watermarks);
        }

        foreach (var gap in _rules.Gaps.Values)
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
            _rules.Groups[state.Correlation].Evaluator.WriteChanges(state);
            _groups.Touch(state.Key);
        }

        _changed.Clear();
    }

    /// <summary>Where other rule sets are loaded than before, and after a restore: correlations are begun, go on, or end.</summary>
    private void FollowRules()
    {
        if (_rules.HaveChanged)
        {
            WriteChanges();
            _rules.Follow();
            TakeUpAwaited();
        }

        if (_isRestored)
        {
            _isRestored = false;
            Orphans.End(_state, _rules, _output);
            TakeUpAwaited();
        }
    }

    private void TakeUpAwaited()
    {
        foreach (var (hash, rule) in _rules.Groups)
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
}
