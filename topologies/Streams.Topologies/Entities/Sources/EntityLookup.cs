using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>What is known of entities at the time of one event, and what is found of it. Reused; owned by one thread.</summary>
internal sealed class EntityLookup(EntityTable table)
{
    /// <summary>What is found.</summary>
    public EntitySet Entities { get; private set; } = new();

    /// <summary>The event's time.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>Whether an address told a pod: another may have it by now.</summary>
    public bool IsByAddress { get; private set; }

    /// <summary>Begins with an event.</summary>
    public void Begin(EntitySet entities, Timestamp time) => (Entities, Time, IsByAddress) = (entities, time, false);

    /// <summary>The pod that an alias names.</summary>
    public PodEntity? Find(string alias) => table.Find(alias, Time);

    /// <summary>The pod of a name.</summary>
    public PodEntity? FindPod(string @namespace, string name) => table.FindPod(@namespace, name, Time);

    /// <summary>The pod that a token is bound to.</summary>
    public PodEntity? FindToken(string? uid, string name) => table.FindToken(uid, name);

    /// <summary>The pod that has an address.</summary>
    public PodEntity? FindAddress(string address)
    {
        var pod = table.Find(address, Time);
        IsByAddress |= pod is not null;
        return pod;
    }

    /// <summary>Adds what is known of the pod. What was learned of it after the event's time is left out, however long the event waited: the same for every order of reading.</summary>
    public void Fill(PodEntity? pod)
    {
        if (pod is null)
        {
            return;
        }

        Entities[EntityKind.Namespace] ??= pod.Namespace;
        Entities[EntityKind.Pod] ??= pod.Name;
        Entities[EntityKind.PodUid] ??= pod.Uid;
        Entities[EntityKind.ContainerId] ??= pod.ContainerIdAt(Time);
        Entities[EntityKind.Node] ??= pod.NodeAt(Time);
        Entities[EntityKind.Workload] ??= pod.WorkloadAt(Time);
    }
}
