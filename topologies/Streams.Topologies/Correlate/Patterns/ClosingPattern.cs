using Streams.Detections.Correlations;
using Streams.Detections.Thresholds;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>
/// A count, sum, average or percentile with an upper bound, an exact number or a range: known only once its window is over.
/// A window opens with the first signal that is in none and lasts the timespan, both ends included; what is late for it does not count. Stepped only behind the watermark.
/// </summary>
internal sealed class ClosingPattern(PatternModel model, ICounted counted) : Pattern(model)
{
    private Tally _window = new(counted.Measure, counted.Percentile);

    /// <summary>When the window opened; never: none is open.</summary>
    private Timestamp _opened = Timestamp.Never;

    /// <summary>Windows that ended before this time have been judged.</summary>
    private Timestamp _judged = Timestamp.Unknown;

    /// <inheritdoc/>
    public override bool IsEmpty => _opened.IsNever && base.IsEmpty;

    /// <inheritdoc/>
    public override Timestamp Due => _opened + Model.Timespan + 1;

    /// <inheritdoc/>
    public override Firing? Conclude(Timestamp time)
    {
        _judged = Timestamp.Max(_judged, time);
        if (time < Due)
        {
            return null;
        }

        var (value, signals) = (_window.Value(), _window.Latest.ToArray());
        _opened = Timestamp.Never;
        _window.Clear();
        return Threshold.AreMet(counted.Bounds, value) ? new Firing(signals, signals[^1], value) : null;
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        if (completing.Time >= (_opened.IsNever ? _judged : _opened) && _window.Add(completing) && _opened.IsNever)
        {
            _opened = completing.Time;
        }

        return null;
    }

    /// <inheritdoc/>
    protected override void Separate() => _window = _window.Copy();

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer)
    {
        writer.Time(_opened);
        writer.Time(_judged);
        _window.Write(writer);
    }

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version)
    {
        (_opened, _judged) = (new(reader.Long()), new(reader.Long()));
        _window.Read(ref reader, Model.Leaves);
    }
}
