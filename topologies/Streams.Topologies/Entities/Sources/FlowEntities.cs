using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>Flows: the pod behind the interface or the address that a packet came from.</summary>
internal sealed class FlowEntities : SourceEntities
{
    /// <inheritdoc/>
    public override bool Resolve(FieldSet fields, EntityLookup lookup)
    {
        if (fields.String(Field.DestinationIp) is not { } destination)
        {
            return true;
        }

        lookup.Entities[EntityKind.DestinationIp] = destination;
        lookup.Entities[EntityKind.Destination] = fields.String(Field.DestinationPort) is { } port
            ? (destination.Contains(':') ? $"[{destination}]:{port}" : $"{destination}:{port}")
            : destination;
        var ingress = fields.String(Field.IngressInterface);
        var source = ingress is null ? null : lookup.Find(ingress);
        source ??= lookup.Entities[EntityKind.SourceIp] is { } ip ? lookup.FindAddress(ip) : null;
        var sourceOutside = Addresses.IsOutside(lookup.Entities[EntityKind.SourceIp]);
        lookup.Entities[EntityKind.Direction] =
            sourceOutside ? "inbound"
            : Addresses.IsOutside(destination) ? "outbound"
            : "internal";
        lookup.Fill(source ?? (sourceOutside ? lookup.FindAddress(destination) : null));
        if (lookup.Entities[EntityKind.Direction] == "internal")
        {
            lookup.Entities[EntityKind.DestinationWorkload] = lookup.FindAddress(destination)?.WorkloadAt(lookup.Time);
        }

        return source is not null || ingress?.StartsWith("cali", StringComparison.Ordinal) != true;
    }
}
