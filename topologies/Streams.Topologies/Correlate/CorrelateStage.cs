using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>Stage C: correlations per group; the only writer of alerts. Knows neither Kafka nor the clock.</summary>
public sealed class CorrelateStage
{
    private readonly CorrelateRules _rules;
    private readonly WatermarkState _watermarks;
    private readonly IKeyedState<GroupState> _groups;
    private readonly CorrelationStates<GapState> _gaps;
    private readonly Orphans _orphans;
    private readonly UnknownRuleBuffer<Signal> _unknownRules;
    private readonly StageCounts _counts;
    private readonly StormGate _output;
    private readonly List<GroupState> _changed = [];
    private readonly GroupRoom _room;
    private readonly SignalPacker _packer = new();
    private bool _isRestored;

    /// <param name="registry">The rules.</param>
    /// <param name="options">Lateness, time-outs, skew.</param>
    /// <param name="cluster">The cluster's name; empty: none.</param>
    /// <param name="shape">Whose watermarks it waits for.</param>
    /// <param name="state">What the task keeps.</param>
    /// <param name="output">Where alerts go.</param>
    /// <param name="storms">When many alerts of a rule are told as one.</param>
    /// <param name="room">How many groups are kept.</param>
    public CorrelateStage(
        RuleRegistry registry,
        TimeOptions options,
        string cluster,
        PipelineShape shape,
        CorrelateState state,
        ICorrelateOutput output,
        StormOptions? storms = null,
        GroupRoomOptions? room = null
    )
    {
        var gate = new StormGate((storms ?? new StormOptions()).ShareOf(shape.SignalPartitions), state.Storms, state.StormMembers, output);
        (_groups, _counts, _output) = (state.Groups, state.Counts, gate);
        _watermarks = new WatermarkState(shape, options, observe: true, state.Memory);
        _gaps = new CorrelationStates<GapState>(state.Gaps);
        _orphans = new Orphans(_groups, _gaps);
        _room = new GroupRoom(room ?? new GroupRoomOptions(), state.Counts);
        _unknownRules = new UnknownRuleBuffer<Signal>(state.UnknownRules, GiveUp);
        var proof = new AbsenceProof(_watermarks);
        _rules = new CorrelateRules(
            registry,
            active => new RuleGroups(new GroupEvaluator(active, options, _counts, gate), _groups, proof.Has, _room),
            active => new GapWatch(active, cluster, _watermarks, options, _gaps, gate)
        );
        _rules.Follow();
    }

    /// <summary>The append time up to which everything of every source has arrived here, through B as well; <see cref="Timestamp.Unknown"/> before.</summary>
    public Timestamp Frontier => _watermarks.LeastFrontier;

    /// <summary>What came in.</summary>
    public StageCounts Counts => _counts;

    /// <summary>The silences that are open, by source.</summary>
    public IEnumerable<(EventSource Source, int Open)> Silences => _rules.Gaps.Values.GroupBy(g => g.Source, g => g.Open).Select(g => (g.Key, g.Sum()));

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        _watermarks.Restored();
        _gaps.Restored();
        _output.Restored();
        _orphans.Restored(_rules);
        _isRestored = true;
    }

    /// <summary>Takes in a signal.</summary>
    public void Process(Signal signal)
    {
        FollowRules();
        _counts.In++;
        _packer.Take(signal);
        if (!TryTake())
        {
            _unknownRules.Add(signal.Correlation, signal);
        }
    }

    /// <summary>Takes in a signal as it stands on the topic (<see cref="SignalCodec"/>).</summary>
    /// <returns>False where the bytes are none.</returns>
    public bool Process(ReadOnlySpan<byte> encoded)
    {
        FollowRules();
        if (!_packer.Take(encoded))
        {
            return false;
        }

        _counts.In++;
        if (!TryTake() && SignalCodec.Decode(encoded) is { } signal)
        {
            _unknownRules.Add(signal.Correlation, signal);
        }

        return true;
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

        _output.Advance(_watermarks);
    }

    /// <summary>Time passes: what waits for a rule set waits for five minutes of local time.</summary>
    /// <param name="wallClockMs">The local time, milliseconds since the epoch.</param>
    /// <returns>Whether anything has changed.</returns>
    public bool Tick(long wallClockMs)
    {
        var before = _unknownRules.IsEmpty;
        FollowRules();
        return _unknownRules.Tick(wallClockMs) || _unknownRules.IsEmpty != before;
    }

    /// <summary>Takes in the packed signal.</summary>
    /// <returns>False where no loaded rule set has its correlation.</returns>
    private bool TryTake()
    {
        if (!_rules.TryGet(_packer.Correlation, out var rule))
        {
            return false;
        }

        var parts = _packer.Parts;
        _counts.Late += parts.Time < _watermarks.Progress(parts.Source) ? 1 : 0;
        var known = _groups.Get(_packer.Key);
        var state = known ?? new GroupState(new StateKey(rule.Evaluator.Rule.ContentHash, _packer.Key.ToString()));
        if (!rule.Evaluator.Add(state, parts))
        {
            _counts.Duplicate++;
            return true;
        }

        if (known is null)
        {
            _groups.Put(state.Key.Text, state);
        }
        else
        {
            _groups.Touch(state.Key.Text, state);
        }

        if (!state.IsListed && rule.Evaluator.HasNews(state))
        {
            state.IsListed = true;
            _changed.Add(state);
        }

        rule.Schedule(state, parts.Time);
        if (_room.IsFull)
        {
            MakeRoom();
        }

        return true;
    }

    private void MakeRoom()
    {
        WriteChanges();
        _room.MakeRoom(_rules.Groups.Values);
    }

    private void WriteChanges()
    {
        _changed.Sort(static (a, b) => string.CompareOrdinal(a.Key.Text, b.Key.Text));
        foreach (var state in _changed)
        {
            state.IsListed = false;
            var rule = _rules.Groups[state.Key.Correlation];
            rule.Evaluator.WriteChanges(state, rule.Progress);
            _groups.Touch(state.Key.Text, state);
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
            _orphans.End(_rules, _output);
            TakeUpAwaited();
        }
    }

    private void TakeUpAwaited()
    {
        foreach (var hash in _rules.Groups.Keys)
        {
            foreach (var signal in _unknownRules.Take(hash))
            {
                _packer.Take(signal);
                TryTake();
            }
        }
    }

    private void GiveUp(Signal signal)
    {
        _counts.Unknown++;
        _output.Unknown(signal);
    }
}
