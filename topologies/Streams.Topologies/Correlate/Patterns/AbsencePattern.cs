using Streams.Detections.Correlations.Absence;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>absence</c>: the first input, and nothing of the others in the timespan before it, nor, where the rule says so, for a time after it. Stepped only behind the watermark.</summary>
internal sealed class AbsencePattern(PatternModel model) : Pattern(model)
{
    /// <summary>The most that wait for their time after; more of a group in that time are one burst with them.</summary>
    private const int Most = 256;

    private readonly long _until = TimeOptions.Nanos(((AbsenceDefinition)model.Definition).Until ?? TimeSpan.Zero);

    /// <summary>The last time of the absent inputs; unknown: none.</summary>
    private Timestamp _lastSeen = Timestamp.Unknown;

    /// <summary>The last event of the absent inputs, and their last time before it: an event is not before itself. The signals of one event are taken in together, so this is not stored.</summary>
    private (EventKey Event, Timestamp Before) _last = (default, Timestamp.Unknown);

    /// <summary>What happened, without any of the others before it, and whose time after is not over; in order. Null: nothing.</summary>
    private List<InnerMatch>? _candidates;

    /// <inheritdoc/>
    public override bool IsEmpty => !_lastSeen.IsKnown && _candidates is null or { Count: 0 } && base.IsEmpty;

    /// <inheritdoc/>
    public override Timestamp Due => _candidates is [var first, ..] ? first.Completing.Time + _until + 1 : Timestamp.Never;

    /// <inheritdoc/>
    public override Firing? Conclude(Timestamp time)
    {
        if (time < Due || _candidates is not [var first, ..])
        {
            return null;
        }

        _candidates.RemoveAt(0);
        return new Firing(first.Signals, first.Completing);
    }

    /// <inheritdoc/>
    public override void Forget(Timestamp before)
    {
        base.Forget(before);
        _lastSeen = _lastSeen < before - Model.Timespan ? Timestamp.Unknown : _lastSeen;
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, PackedSignal completing, in InnerFiring? inner)
    {
        if (index > 0)
        {
            _last = _last.Event == completing.Event ? _last : (completing.Event, _lastSeen);
            _lastSeen = Timestamp.Max(_lastSeen, completing.Time);
            _candidates?.Clear(); // those whose time after is over have been concluded before
            return null;
        }

        var before = _until == 0 && _last.Event == completing.Event ? _last.Before : _lastSeen;
        if (before.IsKnown && before >= completing.Time - Model.Timespan)
        {
            return null;
        }

        var signals = inner?.Signals ?? new[] { completing };
        if (_until == 0)
        {
            return new Firing(signals, completing);
        }

        _candidates ??= [];
        if (_candidates.Count < Most)
        {
            _candidates.Add(new InnerMatch(index, completing, signals.ToArray()));
        }

        return null;
    }

    /// <inheritdoc/>
    protected override void Separate() => _candidates = _candidates is null ? null : [.. _candidates];

    /// <inheritdoc/>
    protected override void WriteState(AvroWriter writer)
    {
        writer.Time(_lastSeen);
        if (_until > 0)
        {
            InnerMatch.Write(_candidates, writer);
        }
    }

    /// <inheritdoc/>
    protected override void ReadState(ref AvroReader reader, long version)
    {
        _lastSeen = new(reader.Long());
        _candidates = _until > 0 ? InnerMatch.Read(ref reader, Model.Leaves, version) : null;
    }
}
