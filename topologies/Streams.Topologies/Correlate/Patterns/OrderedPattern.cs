using Streams.Schemas.Avro;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal_ordered</c>: the inputs happen one after the other within the timespan. Of several beginnings the latest counts.</summary>
internal sealed class OrderedPattern(PatternModel model) : Pattern(model)
{
    /// <summary>For each number of inputs seen so far, less one: the signals of the latest such beginning; never changed once made.</summary>
    private PackedSignal[]?[] _chains = new PackedSignal[]?[model.Inputs.Length];

    /// <summary>For each chain the time at which its first input was complete: the window begins there.</summary>
    private long[] _starts = new long[model.Inputs.Length];

    /// <summary>
    /// For each chain the one that its last event has replaced: where an event is a step and completes the next as well, it follows what was there before it.
    /// The signals of one event are taken in together, so this is not stored.
    /// </summary>
    private (PackedSignal[]? Chain, long Start)[] _replaced = new (PackedSignal[]?, long)[model.Inputs.Length];

    /// <summary>Steps of the present time that had no predecessor yet.</summary>
    private List<Early> _early = [];

    /// <summary>The time of the last signal.</summary>
    private long _now = long.MinValue;

    /// <inheritdoc/>
    public override bool IsEmpty => Array.TrueForAll(_chains, c => c is null) && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        for (var i = 0; i < _chains.Length; i++)
        {
            if (_chains[i] is not null && _starts[i] < before - Model.Timespan)
            {
                _chains[i] = null;
            }
        }
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        var step = new Early(index, completing, inner is { } chained ? EndingWith(completing, chained.Signals) : [completing]);
        if (completing.Time != _now)
        {
            _early.Clear();
            _now = completing.Time;
        }

        var (made, firing) = Take(step);
        if (!made)
        {
            _early.Add(step);
            return null;
        }

        // Between sources the order within one time is nobody's: what came before its predecessor is tried again.
        for (var again = _early.Count > 0 && firing is null; again && firing is null; )
        {
            again = false;
            for (var i = 0; i < _early.Count && firing is null; i++)
            {
                (made, firing) = Take(_early[i]);
                if (made)
                {
                    _early.RemoveAt(i--);
                    again = true;
                }
            }
        }

        return firing;
    }

    private (bool Made, Firing? Firing) Take(in Early step)
    {
        if (step.Index == 0)
        {
            Replace(0, step.Signals, step.Completing.Time);
            return (true, null);
        }

        var (before, start) = (_chains[step.Index - 1], _starts[step.Index - 1]);
        if (before is not null && before[^1].Event == step.Completing.Event)
        {
            (before, start) = _replaced[step.Index - 1];
        }

        if (before is not { } chain || step.Completing.Time - start > Model.Timespan || !IsAfter(step.Completing, chain[^1]))
        {
            return (false, null);
        }

        PackedSignal[] longer = [.. chain, .. step.Signals];
        if (step.Index == Model.Inputs.Length - 1)
        {
            return (true, new Firing(longer, step.Completing));
        }

        Replace(step.Index, longer, start);
        return (true, null);
    }

    /// <summary>What an inner match rests on, its completing signal last: the next step must follow that one.</summary>
    private static PackedSignal[] EndingWith(PackedSignal completing, ReadOnlyMemory<PackedSignal> signals)
    {
        var all = signals.ToArray();
        return all[^1].Event == completing.Event ? all : [.. all.Where(s => s.Event != completing.Event), completing];
    }

    private void Replace(int index, PackedSignal[] chain, long start)
    {
        if (_chains[index]?[^1].Event != chain[^1].Event)
        {
            _replaced[index] = (_chains[index], _starts[index]);
        }

        (_chains[index], _starts[index]) = (chain, start);
    }

    /// <summary>Whether one signal may come after another: later, or at the same time of another origin, or behind it in the same one; of the events of one record nobody knows the order.</summary>
    private static bool IsAfter(PackedSignal signal, PackedSignal before) =>
        signal.Time != before.Time
            ? signal.Time > before.Time
            : !signal.IsOfOriginOf(before) || signal.Position > before.Position || (signal.Position == before.Position && signal.Event != before.Event);

    /// <inheritdoc/>
    protected override void Separate() => (_chains, _starts, _replaced, _early) = ([.. _chains], [.. _starts], [.. _replaced], [.. _early]);

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer)
    {
        for (var i = 0; i < _chains.Length; i++)
        {
            writer.Long(_starts[i]);
            SignalBytes.Write(_chains[i] ?? [], writer);
        }
    }

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version)
    {
        for (var i = 0; i < _chains.Length; i++)
        {
            _starts[i] = reader.Long();
            var chain = SignalBytes.Read(ref reader, Model.Leaves);
            _chains[i] = chain.Length == 0 ? null : chain;
        }
    }

    private readonly record struct Early(int Index, PackedSignal Completing, PackedSignal[] Signals);
}
