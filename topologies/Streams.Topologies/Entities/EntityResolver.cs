using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>Says what an event is about: one pod, workload, node and principal for what six sources call differently.</summary>
public sealed class EntityResolver(EntityTable table, string cluster, string node)
{
    /// <summary>A client names itself at what length it likes.</summary>
    private const int MaxAgent = 128;

    private bool _isByAddress;
    private long _time;

    /// <summary>Fills the set.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="time">Its time.</param>
    /// <param name="entities">What is filled.</param>
    public Resolution Resolve(ParsedEvent parsed, long time, EntitySet entities)
    {
        entities.Clear();
        (_isByAddress, _time) = (false, time);
        var fields = parsed.Fields;
        entities[EntityKind.Cluster] = cluster.Length == 0 ? null : cluster;
        entities[EntityKind.Node] = fields.String(Field.NodeName) ?? fields.String(Field.HostName);
        entities[EntityKind.SourceIp] = fields.String(Field.SourceIp);
        entities[EntityKind.Agent] = fields.String(Field.UserAgent) is { Length: > MaxAgent } agent ? agent[..MaxAgent] : fields.String(Field.UserAgent);
        var resolved = parsed.Source switch
        {
            EventSource.Audit => Audit(fields, time, entities),
            EventSource.Dns => Dns(fields, time, entities),
            EventSource.Kernel => Flow(fields, time, entities),
            EventSource.Ebpf => Ebpf(fields, time, entities),
            EventSource.Container => Container(fields, time, entities),
            _ => Journal(fields, entities),
        };
        if (entities[EntityKind.Node] is null && node.Length > 0)
        {
            entities[EntityKind.Node] = node;
        }

        return !resolved ? Resolution.Unknown
            : _isByAddress || IsIncomplete(entities) ? Resolution.Provisional
            : Resolution.Certain;
    }

    private static bool IsIncomplete(EntitySet entities) =>
        entities[EntityKind.Pod] is not null
        && (entities[EntityKind.PodUid] is null || entities[EntityKind.ContainerId] is null || entities[EntityKind.Node] is null);

    private PodEntity? FindAddress(string address, long time)
    {
        var pod = table.Find(address, time);
        _isByAddress |= pod is not null;
        return pod;
    }

    private bool Audit(FieldSet fields, long time, EntitySet entities)
    {
        entities[EntityKind.Principal] = fields.String(Field.Principal);
        entities[EntityKind.CredentialId] = fields.String(Field.CredentialId);
        var @namespace = fields.String(Field.ObjectNamespace);
        var isPod = fields.Text(Field.Resource).SequenceEqual("pods"u8);
        if (isPod && @namespace is not null && fields.String(Field.ObjectName) is { Length: > 0 } pod)
        {
            entities[EntityKind.Namespace] = @namespace;
            entities[EntityKind.Pod] = pod;
            Fill(entities, table.FindPod(@namespace, pod, time));
            // The uid in a create is what the client wrote; the server gives another.
            entities[EntityKind.PodUid] ??= fields.Text(Field.EventEffect).SequenceEqual("create"u8) ? null : fields.String(Field.ObjectUid);
            entities[EntityKind.Workload] ??= $"{@namespace}/{WorkloadName.Of(pod)}";
            return true;
        }

        Caller(fields, time, entities);
        entities[EntityKind.Namespace] ??= @namespace;
        return true;
    }

    /// <summary>
    /// The pod a request came from: the one that has the source address. A token that is bound to a pod whose addresses are not known yet,
    /// or include this one, is believed instead: the table may still hold the address's former owner.
    /// </summary>
    private void Caller(FieldSet fields, long time, EntitySet entities)
    {
        var ip = fields.String(Field.SourceIp);
        if (fields.String(Field.TokenPodName) is { } name)
        {
            var owner = table.FindToken(fields.String(Field.TokenPodUid), name);
            if (owner is null || owner.Ips.Count == 0 || (ip is not null && owner.Ips.Contains(ip)))
            {
                entities[EntityKind.Pod] = name;
                entities[EntityKind.PodUid] = fields.String(Field.TokenPodUid);
                Fill(entities, owner);
                return;
            }
        }

        Fill(entities, ip is null ? null : FindAddress(ip, time));
    }

    private bool Dns(FieldSet fields, long time, EntitySet entities)
    {
        if (fields.String(Field.QuestionName) is { } name)
        {
            var isCluster = fields.Text(Field.DnsClusterName).SequenceEqual("true"u8);
            entities[EntityKind.DnsScope] = isCluster ? "cluster" : "outside";
            entities[EntityKind.Domain] = isCluster ? null : RegisteredDomain.Of(name);
        }

        var client = entities[EntityKind.SourceIp];
        var pod = client is null ? null : FindAddress(client, time);
        Fill(entities, pod);
        return pod is not null || client is null || Addresses.IsOutside(client) || client.StartsWith("127.", StringComparison.Ordinal);
    }

    private bool Flow(FieldSet fields, long time, EntitySet entities)
    {
        if (fields.String(Field.DestinationIp) is not { } destination)
        {
            return true;
        }

        entities[EntityKind.DestinationIp] = destination;
        entities[EntityKind.Destination] = fields.String(Field.DestinationPort) is { } port
            ? (destination.Contains(':') ? $"[{destination}]:{port}" : $"{destination}:{port}")
            : destination;
        var ingress = fields.String(Field.IngressInterface);
        var source = ingress is null ? null : table.Find(ingress, time);
        source ??= entities[EntityKind.SourceIp] is { } ip ? FindAddress(ip, time) : null;
        var sourceOutside = Addresses.IsOutside(entities[EntityKind.SourceIp]);
        entities[EntityKind.Direction] =
            sourceOutside ? "inbound"
            : Addresses.IsOutside(destination) ? "outbound"
            : "internal";
        Fill(entities, source ?? (sourceOutside ? FindAddress(destination, time) : null));
        if (entities[EntityKind.Direction] == "internal")
        {
            entities[EntityKind.DestinationWorkload] = FindAddress(destination, time)?.WorkloadAt(time);
        }

        return source is not null || ingress?.StartsWith("cali", StringComparison.Ordinal) != true;
    }

    private bool Ebpf(FieldSet fields, long time, EntitySet entities)
    {
        Flow(fields, time, entities);
        entities[EntityKind.User] = fields.String(Field.UserName);
        if (fields.String(Field.PodName) is { } name && fields.String(Field.Namespace) is { } @namespace)
        {
            entities[EntityKind.Namespace] = @namespace;
            entities[EntityKind.Pod] = name;
            Fill(entities, table.FindPod(@namespace, name, time));
        }

        if (fields.String(Field.ContainerId) is not { Length: >= 12 } container)
        {
            return true;
        }

        var pod = table.Find(container[..12], time);
        Fill(entities, pod);
        entities[EntityKind.ContainerId] ??= container;
        return pod is not null || entities[EntityKind.Pod] is not null;
    }

    private bool Container(FieldSet fields, long time, EntitySet entities)
    {
        entities[EntityKind.ContainerId] = fields.String(Field.ContainerId);
        entities[EntityKind.Namespace] = fields.String(Field.Namespace);
        entities[EntityKind.Pod] = fields.String(Field.PodName);
        entities[EntityKind.PodUid] = fields.String(Field.PodUid);
        if (entities[EntityKind.Namespace] is { } @namespace && entities[EntityKind.Pod] is { } pod)
        {
            Fill(entities, table.FindPod(@namespace, pod, time));
            entities[EntityKind.Workload] ??= $"{@namespace}/{WorkloadName.Of(pod)}";
        }
        else if (entities[EntityKind.ContainerId] is { Length: >= 12 } id)
        {
            Fill(entities, table.Find(id[..12], time));
        }

        return true;
    }

    private static bool Journal(FieldSet fields, EntitySet entities)
    {
        entities[EntityKind.User] = fields.String(Field.UserName);
        return true;
    }

    /// <summary>Adds what is known of the pod. What was learned of it after the event's time is left out, however long the event waited: the same for every order of reading.</summary>
    private void Fill(EntitySet entities, PodEntity? pod)
    {
        if (pod is null)
        {
            return;
        }

        entities[EntityKind.Namespace] ??= pod.Namespace;
        entities[EntityKind.Pod] ??= pod.Name;
        entities[EntityKind.PodUid] ??= pod.Uid;
        entities[EntityKind.ContainerId] ??= pod.ContainerIdAt(_time);
        entities[EntityKind.Node] ??= pod.NodeAt(_time);
        entities[EntityKind.Workload] ??= pod.WorkloadAt(_time);
    }
}
