using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Schemas.Signals;

/// <summary>Events as Avro (<c>event.avsc</c>). The codes stand a second time at its end, as enums: others read names there.</summary>
public static class EventCodec
{
    /// <summary>Encodes an event.</summary>
    public static byte[] Encode(Event e, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Event);
        writer.String(e.Id);
        writer.Long((long)e.Source);
        writer.Long((long)e.Type);
        writer.OptionalTime(e.Time);
        writer.Long((long)e.TimeSource);
        SignalCodec.Write(e.Provenance, writer);
        SignalCodec.Write(e.Entities, writer);
        writer.Strings(e.Rules);
        writer.String(e.Summary);
        writer.Long((long)e.Source);
        writer.Long((long)e.Type);
        writer.Long((long)e.TimeSource);
        return writer.ToArray();
    }

    /// <summary>Decodes an event; null where the bytes are none.</summary>
    public static Event? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.BeginAny(SchemaIds.Event, SchemaIds.EventV1))
        {
            return null;
        }

        var e = new Event
        {
            Id = reader.String(),
            Source = (EventSource)reader.Code(EventSources.Count),
            Type = (EventType)reader.Code((int)EventType.Health + 1),
            Time = reader.OptionalTime(),
            TimeSource = (TimeSource)reader.Code((int)TimeSource.TimeBase + 1),
            Provenance = SignalCodec.ReadProvenance(ref reader),
            Entities = SignalCodec.ReadEntities(ref reader),
            Rules = reader.Strings(),
            Summary = reader.String(),
        };
        if (reader.SchemaId == SchemaIds.Event)
        {
            reader.Code(EventSources.Count);
            reader.Code((int)EventType.Health + 1);
            reader.Code((int)TimeSource.TimeBase + 1);
        }

        return reader.Failed ? null : e;
    }
}
