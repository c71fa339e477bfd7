using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>What an event teaches of a pod.</summary>
internal static class EntityFacts
{
    /// <summary>The fact; null where it teaches nothing.</summary>
    public static EntityFact? Of(ParsedEvent parsed, long time) =>
        parsed.Source switch
        {
            EventSource.Audit => AuditFacts.Of(parsed, time),
            EventSource.Container => OfBlock(parsed.Fields, time),
            EventSource.Ebpf => OfBlock(parsed.Fields, time),
            _ => null,
        };

    /// <summary>The block that a shipper or sensor puts beside what it ships.</summary>
    private static EntityFact? OfBlock(FieldSet fields, long time)
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
