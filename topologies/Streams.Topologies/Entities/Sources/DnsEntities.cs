using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>DNS: the pod that asked, by its address.</summary>
internal sealed class DnsEntities : SourceEntities
{
    /// <inheritdoc/>
    public override bool Resolve(FieldSet fields, EntityLookup lookup)
    {
        if (fields.String(Field.QuestionName) is { } name)
        {
            var isCluster = fields.Text(Field.DnsClusterName).SequenceEqual("true"u8);
            lookup.Entities[EntityKind.DnsScope] = isCluster ? "cluster" : "outside";
            lookup.Entities[EntityKind.Domain] = isCluster ? null : RegisteredDomain.Of(name);
        }

        var client = lookup.Entities[EntityKind.SourceIp];
        var pod = client is null ? null : lookup.FindAddress(client);
        lookup.Fill(pod);
        return pod is not null || client is null || Addresses.IsOutside(client) || client.StartsWith("127.", StringComparison.Ordinal);
    }
}
