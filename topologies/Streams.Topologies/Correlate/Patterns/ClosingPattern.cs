using Streams.Detections.Correlations;
using Streams.Detections.Thresholds;
using Streams.Schemas.Avro;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>
/// A count, sum, average or percentile with an upper bound, an exact number or a range: known only once its window is over.
/// A window opens with the first signal that is in none and lasts the timespan, both ends included; what is late for it does not count. Stepped only behind the watermark.
/// </summary>
internal sealed class ClosingPattern(PatternModel model, ICounted counted) : Pattern(model)
{
    private const long None = long.MaxValue;
    private Tally _window = new(counted.Measure, counted.Percentile);

    /// <summary>When the window opened; <see cref="None"/>: none is open.</summary>
    private long _opened = None;

    /// <summary>Windows that ended before this time have been judged.</summary>
    private long _judged = long.MinValue;

    /// <inheritdoc/>
    public override bool IsEmpty => _opened == None && base.IsEmpty;

    /// <inheritdoc/>
    public override long Due => _opened == None ? long.MaxValue : _opened + Model.Timespan + 1;

    /// <inheritdoc/>
    public override Firing? Conclude(long time)
    {
        _judged = Math.Max(_judged, time);
        if (time < Due)
        {
            return null;
        }

        var (value, signals) = (_window.Value(), _window.Latest.ToArray());
        _opened = None;
        _window.Clear();
        return Threshold.AreMet(counted.Bounds, value) ? new Firing(signals, signals[^1], value) : null;
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        if (completing.Time >= (_opened == None ? _judged : _opened) && _window.Add(completing) && _opened == None)
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
        writer.Long(_opened);
        writer.Long(_judged);
        _window.Write(writer);
    }

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version)
    {
        (_opened, _judged) = (reader.Long(), reader.Long());
        _window.Read(ref reader, Model.Leaves);
    }
}
