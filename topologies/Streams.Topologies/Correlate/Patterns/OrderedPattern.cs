using Streams.Schemas.Avro;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal_ordered</c>: the inputs happen one after the other within the timespan. Of several beginnings the latest counts.</summary>
internal sealed class OrderedPattern(PatternModel model) : Pattern(model)
{
    /// <summary>For each number of inputs seen so far, less one: the signals of the latest such beginning; never changed once made.</summary>
    private PackedSignal[]?[] _chains = new PackedSignal[]?[model.Inputs.Length];

    /// <summary>For each chain the time at which its first input was complete: the window begins there.</summary>
    private long[] _starts = new long[model.Inputs.Length];

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
    protected override Firing? Input(int index, PackedSignal completing, ReadOnlyMemory<PackedSignal>? signals)
    {
        if (index == 0)
        {
            (_chains[0], _starts[0]) = (signals?.ToArray() ?? [completing], completing.Time);
            return null;
        }

        if (_chains[index - 1] is not { } chain || completing.Time - _starts[index - 1] > Model.Timespan)
        {
            return null;
        }

        PackedSignal[] longer = signals is { } inner ? [.. chain, .. inner.Span] : [.. chain, completing];
        if (index == Model.Inputs.Length - 1)
        {
            return new Firing(longer, completing);
        }

        (_chains[index], _starts[index]) = (longer, _starts[index - 1]);
        return null;
    }

    /// <inheritdoc/>
    protected override void Separate() => (_chains, _starts) = ([.. _chains], [.. _starts]);

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
    protected override void ReadState(ref AvroReader reader)
    {
        for (var i = 0; i < _chains.Length; i++)
        {
            _starts[i] = reader.Long();
            var chain = SignalBytes.Read(ref reader, Model.Leaves);
            _chains[i] = chain.Length == 0 ? null : chain;
        }
    }
}
