using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>Entities as state keeps them: kinds are numbers, 0 ends.</summary>
internal static class PackedEntities
{
    private const long End = 0;

    /// <summary>Writes entities.</summary>
    public static void Write(EntityMap entities, AvroWriter writer)
    {
        while (entities.Next())
        {
            Write(entities.Kind, entities.Value, writer);
        }

        writer.Long(End);
    }

    /// <summary>Writes entities.</summary>
    public static void Write(EntitySet entities, AvroWriter writer)
    {
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            if (entities[(EntityKind)kind] is { } value)
            {
                Write((EntityKind)kind, Encoding.UTF8.GetBytes(value), writer);
            }
        }

        writer.Long(End);
    }

    /// <summary>Reads entities.</summary>
    public static EntitySet Read(scoped ref AvroReader reader)
    {
        var entities = new EntitySet();
        for (var kind = reader.Long(); kind > End && kind <= EntityKinds.Count; kind = reader.Long())
        {
            entities[(EntityKind)(kind - 1)] = reader.String();
        }

        return entities;
    }

    /// <summary>Passes over entities.</summary>
    public static void Skip(scoped ref AvroReader reader)
    {
        for (var kind = reader.Long(); kind > End; kind = reader.Long())
        {
            reader.Bytes();
        }
    }

    private static void Write(EntityKind kind, ReadOnlySpan<byte> value, AvroWriter writer)
    {
        writer.Long((int)kind + 1);
        writer.Bytes(value);
    }
}
