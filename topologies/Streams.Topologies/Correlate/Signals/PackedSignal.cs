using System.Globalization;
using System.IO.Hashing;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>
/// A signal as a group keeps it, for many wait at once: what is looked at for each one as fields, the rest as the bytes that are stored (<see cref="SignalParts"/>), read once an alert takes it in.
/// </summary>
internal sealed class PackedSignal
{
    private const int OwnBytes = 160;
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
        Id = SignalId.Of(parts.Event, Input, parts.Value);
        (Source, Time, Repeated) = (parts.Source, parts.Time, parts.Repeated);
    }

    /// <summary>Its time.</summary>
    public Timestamp Time { get; }

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

    /// <summary>The bytes it takes, about; its entities counted in full, though they may be shared.</summary>
    public int Size => OwnBytes + _rest.Length + _entities.Length;

    /// <summary>Its entities as bytes; signals of a group often share them.</summary>
    public byte[] Entities => _entities;

    /// <summary>The value that the correlation counts; null: none.</summary>
    public string? Value => Head.Value.ToText();

    /// <summary>The value as a finite number; null where it is none.</summary>
    public double? Number =>
        double.TryParse(Head.Value.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A model's score and the model's name; null: none.</summary>
    public (double? Score, string? Model) Score
    {
        get
        {
            var head = Head;
            return (head.Score, head.Model.ToText());
        }
    }

    /// <summary>Why stage B found it; null: nothing is said.</summary>
    public Explanation? Explanation
    {
        get
        {
            var bytes = Head.Explanation;
            var reader = new AvroReader(bytes);
            return bytes.IsEmpty ? null : ExplanationCodec.Read(ref reader);
        }
    }

    /// <summary>The event's id.</summary>
    public EventKey Event => Tail.Event;

    /// <summary>Where the event stands in its origin: the offset, or the line.</summary>
    public long Position => Tail.Position;

    private PackedValue Head
    {
        get
        {
            var reader = new AvroReader(_rest);
            return PackedValue.Read(ref reader);
        }
    }

    private PackedEvidence Tail
    {
        get
        {
            var reader = new AvroReader(_rest.AsSpan(_evidenceAt));
            return PackedEvidence.Read(ref reader);
        }
    }

    /// <summary>Whether both events are of one partition or file, where one comes before the other.</summary>
    public bool IsOfOriginOf(PackedSignal other) => Source == other.Source && Tail.Place.SequenceEqual(other.Tail.Place);

    /// <summary>The order in which signals of one time are judged: the place in the source, event id, input, value.</summary>
    public int CompareAtOneTime(PackedSignal other)
    {
        var order = Source.CompareTo(other.Source);
        if (order == 0)
        {
            var mine = Tail;
            var theirs = other.Tail;
            order = mine.Place.SequenceCompareTo(theirs.Place);
            order = order != 0 ? order : mine.Position.CompareTo(theirs.Position);
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

        var mine = Head.Value;
        var theirs = other.Head.Value;
        return mine.IsThere == theirs.IsThere && mine.Bytes.SequenceEqual(theirs.Bytes);
    }

    /// <summary>The event, as an alert shows it.</summary>
    public Evidence ReadEvidence() => Tail.ToEvidence();

    /// <summary>The entities.</summary>
    public EntitySet ReadEntities()
    {
        var reader = new AvroReader(_entities);
        return PackedEntities.Read(ref reader);
    }

    /// <summary>Writes it as it is kept.</summary>
    public void Write(AvroWriter writer) => SignalParts.Write(Input, _rest.AsSpan(0, _evidenceAt), _entities, _rest.AsSpan(_evidenceAt), writer);
}
