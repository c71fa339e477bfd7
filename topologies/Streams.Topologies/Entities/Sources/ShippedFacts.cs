using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>What the block teaches that a shipper or sensor puts beside what it ships.</summary>
internal static class ShippedFacts
{
    /// <summary>The fact; null where it names no pod.</summary>
    public static EntityFact? Of(FieldSet fields, Timestamp time)
    {
        if (fields.String(Field.PodName) is not { } pod || fields.String(Field.Namespace) is not { } @namespace)
        {
            return null;
        }

        return new EntityFact
        {
            ValidFrom = time,
            Rank = FactRank.Shipped,
            Namespace = @namespace,
            Pod = pod,
            PodUid = fields.String(Field.PodUid),
            Node = fields.String(Field.NodeName),
            Ips = fields.String(Field.PodIp) is { } ip ? [ip] : [],
            ContainerIds = fields.String(Field.ContainerId) is { } id ? [id] : [],
        };
    }
}
