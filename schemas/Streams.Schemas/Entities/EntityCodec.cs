using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Schemas.Entities;

/// <summary>Entity facts as Avro (<c>entity.avsc</c>).</summary>
public static class EntityCodec
{
    /// <summary>More addresses or containers no pod has.</summary>
    public const int MaxAliases = 1_000;

    /// <summary>Encodes a fact.</summary>
    public static byte[] Encode(EntityFact fact, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Entity);
        writer.Time(fact.ValidFrom);
        writer.String(fact.Namespace);
        writer.String(fact.Pod);
        writer.OptionalString(fact.PodUid);
        writer.OptionalString(fact.Node);
        writer.Strings(fact.Ips);
        writer.Strings(fact.ContainerIds);
        writer.OptionalString(fact.Owner);
        writer.Boolean(fact.Ended);
        writer.Long((long)fact.Rank);
        writer.OptionalTime(fact.EndExpected ?? Timestamp.Unknown);
        return writer.ToArray();
    }

    /// <summary>Decodes a fact; null where the bytes are none.</summary>
    public static EntityFact? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.BeginAny(SchemaIds.Entity, SchemaIds.EntityV1))
        {
            return null;
        }

        var fact = new EntityFact
        {
            ValidFrom = reader.Time(),
            Namespace = reader.String(),
            Pod = reader.String(),
            PodUid = reader.OptionalString(),
            Node = reader.OptionalString(),
            Ips = reader.Strings(),
            ContainerIds = reader.Strings(),
            Owner = reader.OptionalString(),
            Ended = reader.Boolean(),
            Rank = reader.AtEnd ? FactRank.Unranked : (FactRank)reader.Int(),
            EndExpected = !reader.AtEnd && reader.OptionalTime() is { IsKnown: true } expected ? expected : null,
        };
        return reader.Failed || !Enum.IsDefined(fact.Rank) || fact.Ips.Count > MaxAliases || fact.ContainerIds.Count > MaxAliases ? null : fact;
    }
}
