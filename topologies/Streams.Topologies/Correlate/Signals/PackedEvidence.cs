using System.Buffers.Binary;
using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>Evidence as state keeps it: an id of 32 hex digits is 16 bytes, the last position is told from the first. Good as long as its bytes are.</summary>
internal readonly ref struct PackedEvidence
{
    private readonly bool _isNumber;
    private readonly ReadOnlySpan<byte> _id;
    private readonly ReadOnlySpan<byte> _origin;

    private PackedEvidence(scoped ref AvroReader reader)
    {
        _isNumber = reader.Boolean();
        _id = _isNumber ? reader.Fixed(EventKey.Length) : reader.Bytes();
        Source = (EventSource)reader.Code(EventSources.Count);
        Time = new(reader.Long());
        var place = reader.Rest;
        _origin = reader.Bytes();
        Partition = (int)reader.Long();
        Place = place[..^reader.Remaining];
        Position = reader.Long();
        LastPosition = Position + reader.Long();
        Excerpt = reader.Bytes();
    }

    /// <summary>The event's id.</summary>
    public EventKey Event =>
        !_isNumber ? new EventKey(0, Encoding.UTF8.GetString(_id))
        : _id.Length == EventKey.Length ? new EventKey(BinaryPrimitives.ReadUInt128BigEndian(_id), null)
        : default;

    /// <summary>Where the event is from.</summary>
    public EventSource Source { get; }

    /// <summary>Its time.</summary>
    public Timestamp Time { get; }

    /// <summary>Origin and partition, to be compared.</summary>
    public ReadOnlySpan<byte> Place { get; }

    /// <summary>The partition of the origin.</summary>
    public int Partition { get; }

    /// <summary>The offset, or the line.</summary>
    public long Position { get; }

    /// <summary>The last one of the same event.</summary>
    public long LastPosition { get; }

    /// <summary>The event, shortened, UTF-8.</summary>
    public ReadOnlySpan<byte> Excerpt { get; }

    /// <summary>Reads it.</summary>
    public static PackedEvidence Read(scoped ref AvroReader reader) => new(ref reader);

    /// <summary>Writes it.</summary>
    public static void Write(in EvidenceView evidence, AvroWriter writer)
    {
        Span<byte> number = stackalloc byte[EventKey.Length];
        var isNumber = EventKey.TryPack(evidence.EventId, number);
        writer.Boolean(isNumber);
        if (isNumber)
        {
            writer.Fixed(number);
        }
        else
        {
            writer.Bytes(evidence.EventId);
        }

        var place = evidence.Provenance;
        writer.Long((long)evidence.Source);
        writer.Time(evidence.Time);
        writer.Bytes(place.Origin);
        writer.Long(place.Partition);
        writer.Long(place.Position);
        writer.Long(place.LastPosition - place.Position);
        writer.Bytes(evidence.Excerpt);
    }

    /// <summary>An object of its own.</summary>
    public Evidence ToEvidence() =>
        new()
        {
            EventId = Event.ToString(),
            Source = Source,
            Time = Time,
            Provenance = new Provenance(Encoding.UTF8.GetString(_origin), Partition, Position, LastPosition),
            Excerpt = Encoding.UTF8.GetString(Excerpt),
        };
}
