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
        Suspect(fields, source, lookup);
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

    /// <summary>
    /// A packet that comes through a pod's interface and bears an address which is not the pod's is marked. Who has just been told of may have an address that nobody has told of yet.
    /// </summary>
    private static void Suspect(FieldSet fields, PodEntity? pod, EntityLookup lookup)
    {
        if (
            pod is { Ips.Count: > 0 }
            && lookup.Entities[EntityKind.SourceIp] is { } address
            && !pod.Ips.Contains(address)
            && !address.StartsWith("169.254.", StringComparison.Ordinal)
            && !address.StartsWith("fe80:", StringComparison.OrdinalIgnoreCase)
            && address is not ("0.0.0.0" or "::")
            && pod.Ips.Any(ip => ip.Contains(':') == address.Contains(':'))
            && !pod.IsHeardOf(lookup.Time)
            && !fields.Has(Field.EntityConflict)
        )
        {
            fields.Add(Field.EntityConflict, "source_address"u8);
        }
    }
}
