using Streams.Detections.Correlations;
using Streams.Detections.Thresholds;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>value_sum</c>, <c>value_avg</c>, <c>value_percentile</c>, <c>value_median</c> with a lower bound: the window that ends with each signal. Stepped only behind the watermark.</summary>
internal sealed class SlidingPattern(PatternModel model, ICounted counted) : Pattern(model)
{
    private Samples _window = new(counted.Measure, counted.Percentile);

    /// <inheritdoc/>
    public override bool IsEmpty => _window.Count == 0 && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(Timestamp before)
    {
        base.Forget(before);
        _window.DropBefore(before - Model.Timespan);
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        _window.DropBefore(completing.Time - Model.Timespan);
        if (completing.Number is not { } number)
        {
            return null;
        }

        _window.Add(completing, number);
        return _window.Value() is var value && Threshold.AreMet(counted.Bounds, value) ? new Firing(_window.Latest, completing, value, IsOrdered: true) : null;
    }

    /// <inheritdoc/>
    protected override void Separate() => _window = _window.Copy();

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer) => _window.Write(writer);

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version) => _window.Read(ref reader, Model.Leaves);
}
