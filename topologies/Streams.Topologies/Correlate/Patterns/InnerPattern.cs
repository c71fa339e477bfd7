using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>A correlation that another reads. A burst of its firings, as it would be one alert, is one match: the count that goes on past its bound is no second one.</summary>
internal sealed class InnerPattern(PatternModel model)
{
    /// <summary>The first version of a group's bytes that has bursts.</summary>
    private const long WithBursts = 2;

    private Pattern _pattern = model.Create();
    private Timestamp _began = Timestamp.Unknown;
    private Timestamp _last = Timestamp.Unknown;

    public bool IsEmpty => !_began.IsKnown && _pattern.IsEmpty;

    /// <summary>Takes the next signal.</summary>
    public InnerFiring? Step(PackedSignal signal)
    {
        if (_pattern.Step(signal) is not { } firing)
        {
            return null;
        }

        var time = firing.Completing.Time;
        var continues = _began.IsKnown && model.Session.GoesOn(_began, _last, time);
        (_began, _last) = (continues ? _began : time, Timestamp.Max(time, _last));
        return new InnerFiring(firing.Signals, firing.Completing, continues);
    }

    public void Forget(Timestamp before)
    {
        _pattern.Forget(before);
        if (_last.IsKnown && _last + model.Session.Suppress < before)
        {
            (_began, _last) = (Timestamp.Unknown, Timestamp.Unknown);
        }
    }

    /// <summary>One of its own that has seen the same.</summary>
    public InnerPattern Copy() =>
        new(model)
        {
            _pattern = _pattern.Copy(),
            _began = _began,
            _last = _last,
        };

    public void Write(AvroWriter writer)
    {
        _pattern.Write(writer);
        writer.Time(_began);
        writer.Time(_last);
    }

    public void Read(ref AvroReader reader, long version)
    {
        _pattern.Read(ref reader, version);
        if (version >= WithBursts)
        {
            (_began, _last) = (new(reader.Long()), new(reader.Long()));
        }
    }
}
