using Streams.Detections.Correlations.Sequences;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns.Sequences;

/// <summary>
/// <c>temporal_ordered</c> and <c>streams.sequence</c>: the steps happen one after the other within the timespan, each as often as it takes, with nothing between two that must not be there.
/// One that must not be there is stepped only behind the watermark.
/// </summary>
internal sealed class SequencePattern : Pattern
{
    private readonly IReadOnlyList<SequenceStep> _steps;
    private StepState?[] _states;

    /// <summary>Matches of the present time that had no beginning yet to follow.</summary>
    private List<Early> _early = [];

    /// <summary>The time of the last signal.</summary>
    private Timestamp _now = Timestamp.Unknown;

    public SequencePattern(PatternModel model)
        : base(model)
    {
        _steps = ((SequenceDefinition)model.Definition).Steps;
        _states = new StepState?[_steps.Count];
    }

    /// <inheritdoc/>
    public override bool IsEmpty => Array.TrueForAll(_states, s => s is not { IsEmpty: false }) && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(Timestamp before)
    {
        base.Forget(before);
        foreach (var state in _states)
        {
            state?.Forget(before - Model.Timespan);
        }
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        if (completing.Time != _now)
        {
            _early.Clear();
            _now = completing.Time;
        }

        Firing? firing = null;
        for (var step = 0; step < _steps.Count; step++)
        {
            if (_steps[step].Input == index)
            {
                var match = new Early(step, inner is { } chained ? EndingWith(completing, chained.Signals) : [completing], inner is { Continues: true });
                var (made, fired) = Take(match);
                firing = fired ?? firing;
                if (!made)
                {
                    _early.Add(match);
                }
            }
            else if (_steps[step].Without.Contains(index))
            {
                _states[step - 1]?.Break(completing);
            }
        }

        return firing;
    }

    private (bool Made, Firing? Firing) Take(in Early match)
    {
        var completing = match.Signals[^1];
        var (before, runs) = (match.Step == 0 ? null : _states[match.Step - 1]?.Before(completing, Model.Timespan), _steps[match.Step].Runs);
        var isFirst = match.Step == 0 || before is not null;
        if (!isFirst && (runs == 1 || _states[match.Step] is not { IsEmpty: false }))
        {
            return (false, null);
        }

        var state = _states[match.Step] ??= new StepState();
        return state.Add(new StepMatch(before, match.Signals, isFirst), match.Continues, runs) is { } done
            ? (true, Completed(match.Step, done, completing))
            : (true, null);
    }

    /// <summary>Steps are complete up to one: the sequence is, or what of the next has the same time goes on from here, for between origins the order within one time is nobody's.</summary>
    private Firing? Completed(int step, Beginning done, PackedSignal completing)
    {
        if (completing.Time - done.Start > Model.Timespan)
        {
            return null;
        }

        if (step == _steps.Count - 1)
        {
            return new Firing(done.All(), completing);
        }

        Firing? firing = null;
        if (_states[step + 1]?.Follow(done, _steps[step + 1].Runs) is { } later)
        {
            firing = Completed(step + 1, later, later.Last);
        }

        for (var i = 0; i < _early.Count && firing is null; i++)
        {
            var waiting = _early[i];
            if (waiting.Step == step + 1 && Take(waiting) is (true, var fired))
            {
                _early.Remove(waiting);
                (firing, i) = (fired, -1);
            }
        }

        return firing;
    }

    /// <summary>What an inner match rests on, its completing signal last: the next step must follow that one.</summary>
    private static PackedSignal[] EndingWith(PackedSignal completing, ReadOnlyMemory<PackedSignal> signals)
    {
        var all = signals.ToArray();
        return all[^1].Event == completing.Event ? all : [.. all.Where(s => s.Event != completing.Event), completing];
    }

    /// <inheritdoc/>
    protected override void Separate() => (_states, _early) = (Array.ConvertAll(_states, s => s?.Copy()), [.. _early]);

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer) => SequenceCodec.Write(_states, writer);

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version) =>
        SequenceCodec.Read(_states, [.. _steps.Select(s => s.Runs)], ref reader, Model.Leaves, version);

    private readonly record struct Early(int Step, PackedSignal[] Signals, bool Continues);
}
