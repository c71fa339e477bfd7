using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Schemas.Signals;

/// <summary>Signals as Avro (<c>signal.avsc</c>).</summary>
public static class SignalCodec
{
    /// <summary>Encodes a signal.</summary>
    public static byte[] Encode(Signal signal, AvroWriter writer) => EncodeInto(signal, writer).ToArray();

    /// <summary>Encodes a signal in place.</summary>
    /// <returns>Good until the writer is used again.</returns>
    public static ReadOnlySpan<byte> EncodeInto(Signal signal, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Signal);
        Write(signal, writer);
        writer.Long(signal.Repeated);
        ExplanationCodec.WriteOptional(signal.Explanation, writer);
        return writer.Written;
    }

    /// <summary>Decodes a signal; null where the bytes are none.</summary>
    public static Signal? Decode(ReadOnlySpan<byte> bytes) => SignalView.TryRead(bytes, out var signal) ? signal.ToSignal() : null;

    internal static void Write(EntitySet entities, AvroWriter writer)
    {
        var count = 0;
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            count += entities[(EntityKind)kind] is null ? 0 : 1;
        }

        writer.Block(count);
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            if (entities[(EntityKind)kind] is { } value)
            {
                writer.String(((EntityKind)kind).Name());
                writer.String(value);
            }
        }

        writer.End();
    }

    internal static EntitySet ReadEntities(ref AvroReader reader)
    {
        var map = new EntityMap(reader);
        var entities = map.ReadAll();
        reader = map.Behind;
        return entities;
    }

    internal static void Write(Evidence evidence, AvroWriter writer)
    {
        writer.String(evidence.EventId);
        writer.Long((long)evidence.Source);
        writer.Time(evidence.Time);
        Write(evidence.Provenance, writer);
        writer.String(evidence.Excerpt);
    }

    internal static Evidence ReadEvidence(ref AvroReader reader) => EvidenceView.Read(ref reader).ToEvidence();

    internal static void Write(in Provenance provenance, AvroWriter writer)
    {
        writer.String(provenance.Origin);
        writer.Long(provenance.Partition);
        writer.Long(provenance.Position);
        writer.Long(provenance.LastPosition);
    }

    internal static Provenance ReadProvenance(ref AvroReader reader) => ProvenanceView.Read(ref reader).ToProvenance();

    internal static void Write(Signal signal, AvroWriter writer)
    {
        writer.String(signal.Correlation.Text);
        writer.String(signal.Input);
        writer.String(signal.Group);
        writer.OptionalString(signal.Value);
        writer.OptionalDouble(signal.Score);
        writer.OptionalString(signal.Model);
        Write(signal.Entities, writer);
        Write(signal.Evidence, writer);
        writer.Long((long)signal.TimeSource);
    }

    /// <summary>Reads a signal that stands among other things.</summary>
    internal static Signal Read(ref AvroReader reader) => SignalView.Read(ref reader, version: 1).ToSignal();
}
