using Streams.Schemas.Avro;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>absence</c>: the first input, and nothing of the second in the timespan before it. Stepped only behind the watermark.</summary>
internal sealed class AbsencePattern(PatternModel model) : Pattern(model)
{
    /// <summary>The last time of the second input; the least number: none.</summary>
    private long _lastSeen = long.MinValue;

    /// <inheritdoc/>
    public override bool IsEmpty => _lastSeen == long.MinValue && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        _lastSeen = _lastSeen < before - Model.Timespan ? long.MinValue : _lastSeen;
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        if (index > 0)
        {
            _lastSeen = Math.Max(_lastSeen, completing.Time);
            return null;
        }

        return _lastSeen >= completing.Time - Model.Timespan ? null : new Firing(inner?.Signals ?? new[] { completing }, completing);
    }

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer) => writer.Long(_lastSeen);

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version) => _lastSeen = reader.Long();
}
