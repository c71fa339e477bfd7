using Streams.Schemas.Avro;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal</c>: all inputs, or so many of them, happen within the timespan, in any order. An input's latest signal stands for it.</summary>
internal sealed class TemporalPattern(PatternModel model) : Pattern(model)
{
    private Signal?[] _latest = new Signal?[model.Inputs.Length];

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
    protected override Firing? Input(int index, Signal completing, IReadOnlyList<Signal>? signals)
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
    protected override void ReadState(ref AvroReader reader, GroupName group)
    {
        foreach (ref var signal in _latest.AsSpan())
        {
            signal = SignalBytes.ReadOptional(ref reader, group);
        }
    }

    private List<Signal> Recent(Signal completing, int count)
    {
        var recent = new List<Signal>(count);
        foreach (var signal in _latest)
        {
            if (IsRecent(signal, completing))
            {
                var at = recent.Count;
                while (at > 0 && recent[at - 1].Time > signal!.Time) // a recent one is there
                {
                    at--;
                }

                recent.Insert(at, signal!); // as above
            }
        }

        return recent;
    }

    private bool IsRecent(Signal? signal, Signal completing) => signal is not null && completing.Time - signal.Time <= Model.Timespan;
}
