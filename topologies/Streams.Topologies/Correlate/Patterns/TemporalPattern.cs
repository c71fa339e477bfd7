using Streams.Detections.Correlations.Temporal;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal</c>: all inputs, or so many of them, happen within the timespan, in any order. An input's latest signal stands for it.</summary>
internal sealed class TemporalPattern(PatternModel model) : Pattern(model)
{
    /// <summary>The first version of a group's bytes that has what inner matches rest on.</summary>
    private const long WithRests = 2;

    private readonly BooleanCondition? _formula = (model.Definition as TemporalDefinition)?.Formula;

    private PackedSignal?[] _latest = new PackedSignal?[model.Inputs.Length];

    /// <summary>What the latest match of an inner correlation rests on, by input; never changed once made; null: no input is one.</summary>
    private PackedSignal[]?[]? _rests;

    /// <inheritdoc/>
    public override bool IsEmpty => Array.TrueForAll(_latest, s => s is null) && base.IsEmpty;

    /// <inheritdoc/>
    public override bool MayFire(long more)
    {
        foreach (var signal in _latest)
        {
            more += signal is null ? 0 : 1;
        }

        return more >= Model.Bound;
    }

    /// <inheritdoc/>
    public override void Forget(Timestamp before)
    {
        base.Forget(before);
        foreach (ref var signal in _latest.AsSpan())
        {
            signal = signal?.Time < before - Model.Timespan ? null : signal;
        }
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        _latest[index] = completing;
        if (inner is { } chained)
        {
            _rests = _rests is null ? new PackedSignal[]?[_latest.Length] : [.. _rests];
            _rests[index] = chained.Signals.ToArray();
        }

        var (count, matched) = (0, 0UL);
        for (var i = 0; i < _latest.Length; i++)
        {
            if (IsRecent(_latest[i], completing))
            {
                count++;
                matched |= 1UL << (i & 63);
            }
        }

        return count >= Model.Bound && _formula?.Holds(matched) != false ? new Firing(All(completing, count), completing) : null;
    }

    /// <inheritdoc/>
    protected override void Separate() => _latest = [.. _latest];

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer)
    {
        foreach (var signal in _latest)
        {
            SignalBytes.WriteOptional(signal, writer);
        }

        for (var i = 0; i < _latest.Length; i++)
        {
            SignalBytes.Write(_rests?[i] ?? [], writer);
        }
    }

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version)
    {
        foreach (ref var signal in _latest.AsSpan())
        {
            signal = SignalBytes.ReadOptional(ref reader, Model.Leaves);
        }

        for (var i = 0; i < _latest.Length && version >= WithRests; i++)
        {
            if (SignalBytes.Read(ref reader, Model.Leaves) is { Length: > 0 } rest)
            {
                (_rests ??= new PackedSignal[]?[_latest.Length])[i] = rest;
            }
        }
    }

    /// <summary>The latest signals, and all that inner matches among them rest on.</summary>
    private PackedSignal[] All(PackedSignal completing, int count)
    {
        var recent = Recent(completing, count);
        if (_rests is null)
        {
            return recent;
        }

        var all = new List<PackedSignal>(recent);
        for (var i = 0; i < _latest.Length; i++)
        {
            if (_rests[i] is { } rest && IsRecent(_latest[i], completing))
            {
                all.AddRange(rest);
            }
        }

        return InnerMatch.InOrder(all);
    }

    private PackedSignal[] Recent(PackedSignal completing, int count)
    {
        var (recent, filled) = (new PackedSignal[count], 0);
        foreach (var signal in _latest)
        {
            if (IsRecent(signal, completing))
            {
                var at = filled++;
                for (; at > 0 && recent[at - 1].Time > signal!.Time; at--) // a recent one is there
                {
                    recent[at] = recent[at - 1];
                }

                recent[at] = signal!; // as above
            }
        }

        return recent;
    }

    private bool IsRecent(PackedSignal? signal, PackedSignal completing) => signal is not null && completing.Time - signal.Time <= Model.Timespan;
}
