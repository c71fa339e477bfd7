using Streams.Schemas.Avro;

namespace Streams.Schemas.Entities;

/// <summary>Entity facts as Avro (<c>entity.avsc</c>).</summary>
public static class EntityCodec
{
    /// <summary>Encodes a fact.</summary>
    public static byte[] Encode(EntityFact fact, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Entity);
        writer.Long(fact.ValidFrom);
        writer.String(fact.Namespace);
        writer.String(fact.Pod);
        writer.OptionalString(fact.PodUid);
        writer.OptionalString(fact.Node);
        writer.Strings(fact.Ips);
        writer.Strings(fact.ContainerIds);
        writer.OptionalString(fact.Owner);
        writer.Boolean(fact.Ended);
        return writer.ToArray();
    }

    /// <summary>Decodes a fact; null where the bytes are none.</summary>
    public static EntityFact? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.Entity))
        {
            return null;
        }

        var fact = new EntityFact
        {
            ValidFrom = reader.Long(),
            Namespace = reader.String(),
            Pod = reader.String(),
            PodUid = reader.OptionalString(),
            Node = reader.OptionalString(),
            Ips = reader.Strings(),
            ContainerIds = reader.Strings(),
            Owner = reader.OptionalString(),
            Ended = reader.Boolean(),
        };
        return reader.Failed ? null : fact;
    }
}
