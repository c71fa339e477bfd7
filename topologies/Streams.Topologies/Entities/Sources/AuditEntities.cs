using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>The audit log: the pod that a request is about, else the one that it came from; and what the API server decided of pods.</summary>
internal sealed class AuditEntities : SourceEntities
{
    /// <inheritdoc/>
    public override bool IsTeacher => true;

    /// <inheritdoc/>
    public override EntityFact? FactOf(ParsedEvent parsed, Timestamp time) => AuditFacts.Of(parsed, time);

    /// <inheritdoc/>
    public override bool Resolve(FieldSet fields, EntityLookup lookup)
    {
        lookup.Entities[EntityKind.Principal] = fields.String(Field.Principal);
        lookup.Entities[EntityKind.CredentialId] = fields.String(Field.CredentialId);
        var @namespace = fields.String(Field.ObjectNamespace);
        var isPod = fields.Text(Field.Resource).SequenceEqual("pods"u8);
        if (isPod && @namespace is not null && fields.String(Field.ObjectName) is { Length: > 0 } pod)
        {
            lookup.Entities[EntityKind.Namespace] = @namespace;
            lookup.Entities[EntityKind.Pod] = pod;
            lookup.Fill(lookup.FindPod(@namespace, pod));
            // The uid in a create is what the client wrote; the server gives another.
            lookup.Entities[EntityKind.PodUid] ??= fields.Text(Field.EventEffect).SequenceEqual("create"u8) ? null : fields.String(Field.ObjectUid);
            lookup.Entities[EntityKind.Workload] ??= $"{@namespace}/{WorkloadName.Of(pod)}";
            return true;
        }

        Caller(fields, lookup);
        lookup.Entities[EntityKind.Namespace] ??= @namespace;
        return true;
    }

    /// <summary>
    /// The pod a request came from: the one that has the source address. A token that is bound to a pod whose addresses are not known yet,
    /// or include this one, is believed instead: the table may still hold the address's former owner.
    /// </summary>
    private static void Caller(FieldSet fields, EntityLookup lookup)
    {
        var ip = fields.String(Field.SourceIp);
        if (fields.String(Field.TokenPodName) is { } name)
        {
            var owner = lookup.FindToken(fields.String(Field.TokenPodUid), name);
            if (owner is null || owner.Ips.Count == 0 || (ip is not null && owner.Ips.Contains(ip)))
            {
                lookup.Entities[EntityKind.Pod] = name;
                lookup.Entities[EntityKind.PodUid] = fields.String(Field.TokenPodUid);
                lookup.Fill(owner);
                return;
            }
        }

        lookup.Fill(ip is null ? null : lookup.FindAddress(ip));
    }
}
