using Streams.Schemas.Avro;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>
/// <c>event_count</c> with a lower bound: the last n signals lie within the timespan. <c>value_count</c> and <c>score</c>: n distinct values do; a value's latest signal stands for it.
/// </summary>
internal sealed class CountPattern(PatternModel model, bool countsValues) : Pattern(model)
{
    private SignalWindow _recent = new();

    /// <inheritdoc/>
    public override bool IsEmpty => _recent.Count == 0 && base.IsEmpty;

    /// <inheritdoc/>
    public override bool MayFire(int more) => _recent.Count + more >= Model.Bound;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        _recent.DropBefore(before - Model.Timespan);
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, ReadOnlyMemory<PackedSignal>? signals)
    {
        _recent.DropBefore(completing.Time - Model.Timespan);
        if (countsValues)
        {
            _recent.DropValueOf(completing);
        }

        _recent.Add(completing, Model.Bound);
        return _recent.Count >= Model.Bound ? new Firing(_recent.All, completing, IsOrdered: true) : null;
    }

    /// <inheritdoc/>
    protected override void Separate() => _recent = _recent.Copy();

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer) => _recent.Write(writer);

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader) => _recent.Read(ref reader, Model.Leaves);
}
