using System.Buffers;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>Signals as state keeps them: what the group's key says is left out, an event id of 32 hex digits is 16 bytes.</summary>
internal static class SignalBytes
{
    private const int IdLength = 16;

    /// <summary>Writes signals and their number.</summary>
    public static void Write(IReadOnlyList<Signal> signals, AvroWriter writer)
    {
        writer.Long(signals.Count);
        for (var i = 0; i < signals.Count; i++)
        {
            Write(signals[i], writer);
        }
    }

    /// <summary>Writes a signal, or that there is none.</summary>
    public static void WriteOptional(Signal? signal, AvroWriter writer)
    {
        writer.Boolean(signal is not null);
        if (signal is not null)
        {
            Write(signal, writer);
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
        writer.Long((long)signal.TimeSource);
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
        Span<byte> id = stackalloc byte[IdLength];
        var isHash = evidence.EventId.Length == 2 * IdLength && Convert.FromHexString(evidence.EventId, id, out _, out _) == OperationStatus.Done && !evidence.EventId.AsSpan().ContainsAnyInRange('A', 'F');
        writer.Boolean(isHash);
        if (isHash)
        {
            writer.Fixed(id);
        }
        else
        {
            writer.String(evidence.EventId);
        }

        writer.Long((long)evidence.Source);
        writer.Long(evidence.Time);
        writer.String(evidence.Provenance.Origin);
        writer.Long(evidence.Provenance.Partition);
        writer.Long(evidence.Provenance.Position);
        writer.Long(evidence.Provenance.LastPosition - evidence.Provenance.Position);
        writer.String(evidence.Excerpt);
    }

    /// <summary>Reads signals and adds them to a list.</summary>
    public static void Read(ref AvroReader reader, GroupName group, List<Signal> into)
    {
        for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
        {
            into.Add(Read(ref reader, group));
        }
    }

    /// <summary>Reads a signal; null where there was none.</summary>
    public static Signal? ReadOptional(ref AvroReader reader, GroupName group) => reader.Boolean() ? Read(ref reader, group) : null;

    /// <summary>Reads one signal.</summary>
    public static Signal Read(ref AvroReader reader, GroupName group) => new()
    {
        Correlation = group.Correlation,
        Group = group.Group,
        Input = reader.String(),
        Value = reader.OptionalString(),
        Score = reader.OptionalDouble(),
        Model = reader.OptionalString(),
        Entities = ReadEntities(ref reader),
        Evidence = ReadEvidence(ref reader),
        TimeSource = (TimeSource)reader.Long(),
    };

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

    /// <summary>Reads evidence.</summary>
    public static Evidence ReadEvidence(ref AvroReader reader) => new()
    {
        EventId = reader.Boolean() ? Convert.ToHexStringLower(reader.Fixed(IdLength)) : reader.String(),
        Source = (EventSource)reader.Long(),
        Time = reader.Long(),
        Provenance = ReadProvenance(ref reader),
        Excerpt = reader.String(),
    };

    private static Provenance ReadProvenance(ref AvroReader reader)
    {
        var (origin, partition, position) = (reader.String(), (int)reader.Long(), reader.Long());
        return new Provenance(origin, partition, position, position + reader.Long());
    }
}
