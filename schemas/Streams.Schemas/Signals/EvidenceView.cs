using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Schemas.Signals;

/// <summary>An <see cref="Evidence"/> as it stands on a topic, read in place: good as long as its bytes are.</summary>
public readonly ref struct EvidenceView
{
    /// <summary>The event's id, UTF-8.</summary>
    public ReadOnlySpan<byte> EventId { get; init; }

    /// <summary>Where the event is from.</summary>
    public EventSource Source { get; init; }

    /// <summary>Its time.</summary>
    public Timestamp Time { get; init; }

    /// <summary>Where it stands.</summary>
    public ProvenanceView Provenance { get; init; }

    /// <summary>The event, shortened, UTF-8.</summary>
    public ReadOnlySpan<byte> Excerpt { get; init; }

    /// <summary>Of an object.</summary>
    public static EvidenceView Of(Evidence evidence) =>
        new()
        {
            EventId = Encoding.UTF8.GetBytes(evidence.EventId),
            Source = evidence.Source,
            Time = evidence.Time,
            Provenance = new ProvenanceView
            {
                Origin = Encoding.UTF8.GetBytes(evidence.Provenance.Origin),
                Partition = evidence.Provenance.Partition,
                Position = evidence.Provenance.Position,
                LastPosition = evidence.Provenance.LastPosition,
            },
            Excerpt = Encoding.UTF8.GetBytes(evidence.Excerpt),
        };

    /// <summary>Reads one.</summary>
    internal static EvidenceView Read(scoped ref AvroReader reader) =>
        new()
        {
            EventId = reader.Bytes(),
            Source = (EventSource)reader.Code(EventSources.Count),
            Time = reader.Time(),
            Provenance = ProvenanceView.Read(ref reader),
            Excerpt = reader.Bytes(),
        };

    /// <summary>An object of its own.</summary>
    public Evidence ToEvidence() =>
        new()
        {
            EventId = Encoding.UTF8.GetString(EventId),
            Source = Source,
            Time = Time,
            Provenance = Provenance.ToProvenance(),
            Excerpt = Encoding.UTF8.GetString(Excerpt),
        };
}
