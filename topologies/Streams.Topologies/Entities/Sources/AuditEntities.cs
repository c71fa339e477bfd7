using System.Text;
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
        var isBound = fields.Has(Field.TokenPodName);
        var pod = fields.Text(Field.Resource).SequenceEqual("pods"u8) && @namespace is not null ? fields.String(Field.ObjectName) : null;
        var isOfPod = pod is { Length: > 0 };
        var caller = isBound || !isOfPod ? CallerOf(fields, lookup) : default;
        if (isBound && caller.Name is { } name)
        {
            fields.Add(Field.CallerPod, Encoding.UTF8.GetBytes(name)); // rules on stolen tokens compare the two
        }

        if (isOfPod)
        {
            lookup.Entities[EntityKind.Namespace] = @namespace;
            lookup.Entities[EntityKind.Pod] = pod;
            lookup.Fill(lookup.FindPod(@namespace!, pod!)); // a pod has both
            // The uid in a create is what the client wrote; the server gives another.
            lookup.Entities[EntityKind.PodUid] ??= fields.Text(Field.EventEffect).SequenceEqual("create"u8) ? null : fields.String(Field.ObjectUid);
            lookup.Entities[EntityKind.Workload] ??= $"{@namespace}/{WorkloadName.Of(pod!)}";
            return true;
        }

        (lookup.Entities[EntityKind.Pod], lookup.Entities[EntityKind.PodUid]) = (caller.Name, caller.Uid);
        lookup.Fill(caller.Pod);
        lookup.Entities[EntityKind.Namespace] ??= @namespace;
        return true;
    }

    /// <summary>
    /// The pod a request came from: the one that has the source address. A token that is bound to a pod whose addresses are not known yet,
    /// or include this one, is believed instead: the table may still hold the address's former owner.
    /// </summary>
    private static (string? Name, string? Uid, PodEntity? Pod) CallerOf(FieldSet fields, EntityLookup lookup)
    {
        var ip = fields.String(Field.SourceIp);
        if (fields.String(Field.TokenPodName) is { } name)
        {
            var (uid, owner) = (fields.String(Field.TokenPodUid), lookup.FindToken(fields.String(Field.TokenPodUid), name));
            if (owner is null || owner.Ips.Count == 0 || (ip is not null && owner.Ips.Contains(ip)))
            {
                return (name, uid, owner);
            }
        }

        var holder = ip is null ? null : lookup.FindAddress(ip);
        return (holder?.Name, holder?.Uid, holder);
    }
}
