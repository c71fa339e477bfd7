using System.Buffers.Binary;
using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>Signals as state keeps them: what the group's key says is left out, an event id of 32 hex digits is 16 bytes.</summary>
internal static class SignalBytes
{
    private const int TimeSourceBits = 3;
    private const long TimeSourceMask = (1 << TimeSourceBits) - 1;

    /// <summary>Writes signals and their number.</summary>
    public static void Write(ReadOnlySpan<PackedSignal> signals, AvroWriter writer)
    {
        writer.Long(signals.Length);
        foreach (var signal in signals)
        {
            signal.Write(writer);
        }
    }

    /// <summary>Writes a signal, or that there is none.</summary>
    public static void WriteOptional(PackedSignal? signal, AvroWriter writer)
    {
        writer.Boolean(signal is not null);
        if (signal is not null)
        {
            signal.Write(writer);
        }
    }

    /// <summary>Writes one signal.</summary>
    public static void Write(Signal signal, AvroWriter writer)
    {
        writer.String(signal.Input);
        writer.OptionalString(signal.Value);
        writer.OptionalDouble(signal.Score);
        writer.OptionalString(signal.Model);
        Write(signal.Entities, writer);
        Write(signal.Evidence, writer);
        writer.Long(Pack((long)signal.TimeSource, signal.Repeated));
    }

    /// <summary>Where a time comes from and how many events the signal stands for, in one number; of one event it is the former alone, as it was always written.</summary>
    public static long Pack(long timeSource, long repeated) => timeSource | ((repeated - 1) << TimeSourceBits);

    /// <summary>How many events a signal stands for, of what <see cref="Pack"/> made.</summary>
    /// <returns>False where it made no such number.</returns>
    public static bool TryUnpack(long packed, out int repeated)
    {
        repeated = (int)((packed >> TimeSourceBits) + 1);
        return packed >= 0 && packed >> TimeSourceBits < int.MaxValue && (packed & TimeSourceMask) <= (long)TimeSource.TimeBase;
    }

    /// <summary>Writes entities.</summary>
    public static void Write(EntitySet entities, AvroWriter writer)
    {
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            if (entities[(EntityKind)kind] is { } value)
            {
                writer.Long(kind + 1);
                writer.String(value);
            }
        }

        writer.Long(0);
    }

    /// <summary>Writes evidence.</summary>
    public static void Write(Evidence evidence, AvroWriter writer)
    {
        WriteKey(Encoding.UTF8.GetBytes(evidence.EventId), writer);
        writer.Long((long)evidence.Source);
        writer.Long(evidence.Time);
        writer.String(evidence.Provenance.Origin);
        writer.Long(evidence.Provenance.Partition);
        writer.Long(evidence.Provenance.Position);
        writer.Long(evidence.Provenance.LastPosition - evidence.Provenance.Position);
        writer.String(evidence.Excerpt);
    }

    /// <summary>Writes an event's id, given in UTF-8.</summary>
    public static void WriteKey(ReadOnlySpan<byte> id, AvroWriter writer)
    {
        Span<byte> number = stackalloc byte[EventKey.Length];
        var isNumber = EventKey.TryPack(id, number);
        writer.Boolean(isNumber);
        if (isNumber)
        {
            writer.Fixed(number);
        }
        else
        {
            writer.Bytes(id);
        }
    }

    /// <summary>Reads signals.</summary>
    public static PackedSignal[] Read(ref AvroReader reader, string[] inputs)
    {
        var signals = new PackedSignal[CountOf(ref reader)];
        for (var i = 0; i < signals.Length; i++)
        {
            signals[i] = ReadOne(ref reader, inputs, i > 0 ? signals[i - 1].Entities : null);
        }

        return signals;
    }

    /// <summary>Reads how many signals follow.</summary>
    /// <exception cref="InvalidDataException">More than there are bytes.</exception>
    public static int CountOf(ref AvroReader reader)
    {
        var count = reader.Long();
        return count >= 0 && count <= reader.Remaining ? (int)count : throw new InvalidDataException("signals cannot be read");
    }

    /// <summary>Reads a signal; null where there was none.</summary>
    public static PackedSignal? ReadOptional(ref AvroReader reader, string[] inputs) => reader.Boolean() ? ReadOne(ref reader, inputs, null) : null;

    /// <summary>Reads entities.</summary>
    public static EntitySet ReadEntities(ref AvroReader reader)
    {
        var entities = new EntitySet();
        for (var kind = reader.Long(); kind > 0 && kind <= EntityKinds.Count; kind = reader.Long())
        {
            entities[(EntityKind)(kind - 1)] = reader.String();
        }

        return entities;
    }

    /// <summary>Passes over entities.</summary>
    public static void SkipEntities(ref AvroReader reader)
    {
        for (var kind = reader.Long(); kind > 0; kind = reader.Long())
        {
            reader.Bytes();
        }
    }

    /// <summary>Reads the event's id, where evidence begins.</summary>
    public static EventKey ReadKey(ref AvroReader reader)
    {
        if (!reader.Boolean())
        {
            return new EventKey(0, reader.String());
        }

        return reader.Fixed(EventKey.Length) is { Length: EventKey.Length } id ? new EventKey(BinaryPrimitives.ReadUInt128BigEndian(id), null) : default;
    }

    /// <summary>Reads evidence.</summary>
    public static Evidence ReadEvidence(ref AvroReader reader) =>
        new()
        {
            EventId = ReadKey(ref reader).ToString(),
            Source = (EventSource)reader.Code(EventSources.Count),
            Time = reader.Long(),
            Provenance = ReadProvenance(ref reader),
            Excerpt = reader.String(),
        };

    /// <summary>Passes over a provenance.</summary>
    public static void SkipProvenance(ref AvroReader reader)
    {
        reader.Bytes();
        reader.Long();
        reader.Long();
        reader.Long();
    }

    private static PackedSignal ReadOne(ref AvroReader reader, string[] inputs, byte[]? entities) => new(SignalParts.Read(ref reader), inputs, entities);

    private static Provenance ReadProvenance(ref AvroReader reader)
    {
        var (origin, partition, position) = (reader.String(), (int)reader.Long(), reader.Long());
        return new Provenance(origin, partition, position, position + reader.Long());
    }
}
