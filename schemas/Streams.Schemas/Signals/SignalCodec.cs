using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Schemas.Signals;

/// <summary>Signals as Avro (<c>signal.avsc</c>).</summary>
public static class SignalCodec
{
    /// <summary>Encodes a signal.</summary>
    public static byte[] Encode(Signal signal, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Signal);
        Write(signal, writer);
        writer.Long(signal.Repeated);
        return writer.ToArray();
    }

    /// <summary>Decodes a signal; null where the bytes are none.</summary>
    public static Signal? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!Begin(ref reader, out var isFirst))
        {
            return null;
        }

        var signal = Read(ref reader) with { Repeated = ReadRepeated(ref reader, isFirst) };
        return reader.Failed ? null : signal;
    }

    /// <summary>Begins to read a signal.</summary>
    /// <param name="reader">Stands before it.</param>
    /// <param name="isFirst">Whether it is of the first version, which does not say how many events it stands for.</param>
    /// <returns>False where the bytes are none.</returns>
    public static bool Begin(ref AvroReader reader, out bool isFirst)
    {
        var first = reader;
        isFirst = first.Begin(SchemaIds.SignalV1);
        if (isFirst)
        {
            reader = first;
        }

        return isFirst || reader.Begin(SchemaIds.Signal);
    }

    /// <summary>Reads how many events a signal stands for, which is the last of its bytes.</summary>
    public static long ReadRepeated(ref AvroReader reader, bool isFirst) => isFirst ? 1 : Math.Max(1, reader.Int());

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
        var entities = new EntitySet();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                var known = EntityKinds.TryParse(reader.String(), out var kind);
                var value = reader.String();
                if (known)
                {
                    entities[kind] = value;
                }
            }
        }

        return entities;
    }

    internal static void Write(Evidence evidence, AvroWriter writer)
    {
        writer.String(evidence.EventId);
        writer.Long((long)evidence.Source);
        writer.Long(evidence.Time);
        Write(evidence.Provenance, writer);
        writer.String(evidence.Excerpt);
    }

    internal static Evidence ReadEvidence(ref AvroReader reader) =>
        new()
        {
            EventId = reader.String(),
            Source = (EventSource)reader.Code(EventSources.Count),
            Time = reader.Time(),
            Provenance = ReadProvenance(ref reader),
            Excerpt = reader.String(),
        };

    internal static void Write(in Provenance provenance, AvroWriter writer)
    {
        writer.String(provenance.Origin);
        writer.Long(provenance.Partition);
        writer.Long(provenance.Position);
        writer.Long(provenance.LastPosition);
    }

    internal static Provenance ReadProvenance(ref AvroReader reader) => new(reader.String(), reader.Int(), reader.Long(), reader.Long());

    internal static void Write(Signal signal, AvroWriter writer)
    {
        writer.String(signal.Correlation);
        writer.String(signal.Input);
        writer.String(signal.Group);
        writer.OptionalString(signal.Value);
        writer.OptionalDouble(signal.Score);
        writer.OptionalString(signal.Model);
        Write(signal.Entities, writer);
        Write(signal.Evidence, writer);
        writer.Long((long)signal.TimeSource);
    }

    internal static Signal Read(ref AvroReader reader) =>
        new()
        {
            Correlation = reader.String(),
            Input = reader.String(),
            Group = reader.String(),
            Value = reader.OptionalString(),
            Score = reader.OptionalNumber(),
            Model = reader.OptionalString(),
            Entities = ReadEntities(ref reader),
            Evidence = ReadEvidence(ref reader),
            TimeSource = (TimeSource)reader.Code((int)TimeSource.TimeBase + 1),
        };
}
