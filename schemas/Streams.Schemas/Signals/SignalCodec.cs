using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Schemas.Signals;

/// <summary>Signals and observations as Avro (<c>signal.avsc</c>, <c>observation.avsc</c>).</summary>
public static class SignalCodec
{
    /// <summary>Encodes a signal.</summary>
    public static byte[] Encode(Signal signal, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Signal);
        Write(signal, writer);
        return writer.ToArray();
    }

    /// <summary>Decodes a signal; null where the bytes are none.</summary>
    public static Signal? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.Signal))
        {
            return null;
        }

        var signal = Read(ref reader);
        return reader.Failed ? null : signal;
    }

    /// <summary>Encodes an observation.</summary>
    public static byte[] Encode(Observation observation, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Observation);
        writer.String(observation.Correlation);
        writer.String(observation.Subject);
        writer.String(observation.Value);
        Write(observation.Evidence, writer);
        writer.Block(observation.Signals.Count);
        foreach (var signal in observation.Signals)
        {
            Write(signal, writer);
        }

        writer.End();
        return writer.ToArray();
    }

    /// <summary>Decodes an observation; null where the bytes are none.</summary>
    public static Observation? DecodeObservation(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.Observation))
        {
            return null;
        }

        var (correlation, subject, value, evidence) = (reader.String(), reader.String(), reader.String(), ReadEvidence(ref reader));
        var signals = new List<Signal>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                signals.Add(Read(ref reader));
            }
        }

        return reader.Failed ? null : new Observation { Correlation = correlation, Subject = subject, Value = value, Evidence = evidence, Signals = signals };
    }

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

    internal static Evidence ReadEvidence(ref AvroReader reader) => new()
    {
        EventId = reader.String(),
        Source = (EventSource)reader.Long(),
        Time = reader.Long(),
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

    internal static Provenance ReadProvenance(ref AvroReader reader) =>
        new(reader.String(), (int)reader.Long(), reader.Long(), reader.Long());

    private static void Write(Signal signal, AvroWriter writer)
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

    private static Signal Read(ref AvroReader reader) => new()
    {
        Correlation = reader.String(),
        Input = reader.String(),
        Group = reader.String(),
        Value = reader.OptionalString(),
        Score = reader.OptionalDouble(),
        Model = reader.OptionalString(),
        Entities = ReadEntities(ref reader),
        Evidence = ReadEvidence(ref reader),
        TimeSource = (TimeSource)reader.Long(),
    };
}
