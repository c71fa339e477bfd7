using Streams.Schemas.Avro;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal</c>: all inputs, or so many of them, happen within the timespan, in any order. An input's latest signal stands for it.</summary>
internal sealed class TemporalPattern(PatternModel model) : Pattern(model)
{
    private PackedSignal?[] _latest = new PackedSignal?[model.Inputs.Length];

    /// <inheritdoc/>
    public override bool IsEmpty => Array.TrueForAll(_latest, s => s is null) && base.IsEmpty;

    /// <inheritdoc/>
    public override bool MayFire(int more)
    {
        foreach (var signal in _latest)
        {
            more += signal is null ? 0 : 1;
        }

        return more >= Model.Bound;
    }

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        foreach (ref var signal in _latest.AsSpan())
        {
            signal = signal?.Time < before - Model.Timespan ? null : signal;
        }
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, ReadOnlyMemory<PackedSignal>? signals)
    {
        _latest[index] = completing;
        var count = 0;
        foreach (var signal in _latest)
        {
            count += IsRecent(signal, completing) ? 1 : 0;
        }

        return count >= Model.Bound ? new Firing(Recent(completing, count), completing) : null;
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
    }

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader)
    {
        foreach (ref var signal in _latest.AsSpan())
        {
            signal = SignalBytes.ReadOptional(ref reader, Model.Leaves);
        }
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
