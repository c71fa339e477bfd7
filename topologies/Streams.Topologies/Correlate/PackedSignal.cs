using System.Globalization;
using System.IO.Hashing;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>
/// A signal as a group keeps it, for many wait at once: what is looked at for each one as fields, the rest as the bytes that are stored (<see cref="SignalBytes"/>), read once an alert takes it in.
/// </summary>
internal sealed class PackedSignal
{
    private readonly byte[] _rest;
    private readonly byte[] _entities;
    private readonly int _evidenceAt;
    private readonly uint _valueHash;

    /// <param name="parts">The signal.</param>
    /// <param name="inputs">The inputs of its correlation.</param>
    /// <param name="entities">The entities of another signal of the group, shared where they are the same.</param>
    public PackedSignal(in SignalParts parts, string[] inputs, byte[]? entities)
    {
        var head = parts.Head;
        var tail = parts.Tail;
        Input = parts.InputOf(inputs);
        _rest = GC.AllocateUninitializedArray<byte>(head.Length + tail.Length);
        head.CopyTo(_rest);
        tail.CopyTo(_rest.AsSpan(head.Length));
        _evidenceAt = head.Length;
        _entities = entities is not null && parts.Entities.SequenceEqual(entities) ? entities : parts.Entities.ToArray();
        _valueHash = XxHash32.HashToUInt32(parts.Value);
        Id = SettledIds.IdOf(parts.Event, Input, parts.Value);
        (Source, Time, Repeated) = (parts.Source, parts.Time, parts.Repeated);
    }

    /// <summary>Nanoseconds since the epoch.</summary>
    public long Time { get; }

    /// <summary>How many events it stands for.</summary>
    public int Repeated { get; }

    /// <summary>The id of the rule that matched.</summary>
    public string Input { get; }

    /// <summary>Where the event is from.</summary>
    public EventSource Source { get; }

    /// <summary>What it is known by.</summary>
    public UInt128 Id { get; }

    /// <summary>The stored piece it stands in while it is ahead of the watermark; 0: none yet.</summary>
    public int Chunk { get; set; }

    /// <summary>Its entities as bytes; signals of a group often share them.</summary>
    public byte[] Entities => _entities;

    /// <summary>The value that the correlation counts; null: none.</summary>
    public string? Value => At(0).OptionalString();

    /// <summary>The value as a finite number; null where it is none.</summary>
    public double? Number
    {
        get
        {
            At(0).OptionalBytes(out var value);
            return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
        }
    }

    /// <summary>A model's score and the model's name; null: none.</summary>
    public (double? Score, string? Model) Score
    {
        get
        {
            var reader = At(0);
            reader.OptionalBytes(out _);
            return (reader.OptionalDouble(), reader.OptionalString());
        }
    }

    /// <summary>The event's id.</summary>
    public EventKey Event
    {
        get
        {
            var reader = At(_evidenceAt);
            return SignalBytes.ReadKey(ref reader);
        }
    }

    /// <summary>Where the event stands in its origin: the offset, or the line.</summary>
    public long Position => Place(out _);

    /// <summary>Whether both events are of one partition or file, where one comes before the other.</summary>
    public bool IsOfOriginOf(PackedSignal other)
    {
        Place(out var mine);
        other.Place(out var theirs);
        return Source == other.Source && mine.SequenceEqual(theirs);
    }

    /// <summary>The order in which signals of one time are judged: the place in the source, event id, input, value.</summary>
    public int CompareAtOneTime(PackedSignal other)
    {
        var order = Source.CompareTo(other.Source);
        if (order == 0)
        {
            var (position, otherPosition) = (Place(out var mine), other.Place(out var theirs));
            order = mine.SequenceCompareTo(theirs);
            order = order != 0 ? order : position.CompareTo(otherPosition);
        }

        order = order != 0 ? order : Event.CompareTo(other.Event);
        order = order != 0 ? order : string.CompareOrdinal(Input, other.Input);
        return order != 0 ? order : string.CompareOrdinal(Value, other.Value);
    }

    /// <summary>Whether both have the same value, or none.</summary>
    public bool HasValueOf(PackedSignal other)
    {
        if (_valueHash != other._valueHash)
        {
            return false;
        }

        var hasValue = At(0).OptionalBytes(out var value);
        return hasValue == other.At(0).OptionalBytes(out var otherValue) && value.SequenceEqual(otherValue);
    }

    /// <summary>The event, as an alert shows it.</summary>
    public Evidence ReadEvidence()
    {
        var reader = At(_evidenceAt);
        return SignalBytes.ReadEvidence(ref reader);
    }

    /// <summary>The entities.</summary>
    public EntitySet ReadEntities()
    {
        var reader = new AvroReader(_entities);
        return SignalBytes.ReadEntities(ref reader);
    }

    /// <summary>Writes it as <see cref="SignalBytes"/> does.</summary>
    public void Write(AvroWriter writer)
    {
        writer.String(Input);
        writer.Fixed(_rest.AsSpan(0, _evidenceAt));
        writer.Fixed(_entities);
        writer.Fixed(_rest.AsSpan(_evidenceAt));
    }

    /// <summary>The position in the origin, and the origin and partition as bytes.</summary>
    private long Place(out ReadOnlySpan<byte> origin)
    {
        var reader = At(_evidenceAt);
        SignalBytes.ReadKey(ref reader);
        reader.Long();
        reader.Long();
        var from = reader.Rest;
        reader.Bytes();
        reader.Long();
        origin = from[..^reader.Remaining];
        return reader.Long();
    }

    private AvroReader At(int position) => new(_rest.AsSpan(position));
}
