using System.Collections.Concurrent;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Kernel;

namespace Streams.Topologies.Entities;

/// <summary>
/// Which pod an alias (address, interface, container id, name) means at a time. One a process; thread-safe.
/// An address that is used again means the later pod from the later pod's first fact on.
/// </summary>
public sealed class EntityTable
{
    /// <summary>How long a pod that ended is remembered, in append time of the sources that teach pods: 24 hours.</summary>
    private const long Memory = 86_400 * EventTime.Second;

    /// <summary>How long before its first fact an alias may already be used (flows before the first status), and how long after its end (termination): 60 s.</summary>
    private const long Slack = 60L * 1_000_000_000;

    private readonly ConcurrentDictionary<string, long> _frontiers = new(StringComparer.Ordinal);
    private readonly PriorityQueue<PodEntity, long> _ended = new();
    private readonly ConcurrentDictionary<string, (long From, PodEntity Pod)[]> _aliases = new(StringComparer.Ordinal);
    /// <summary>By uid, and by name the last one.</summary>
    private readonly ConcurrentDictionary<string, PodEntity> _pods = new(StringComparer.Ordinal);

    /// <param name="teachers">The raw partitions (<c>topic-partition</c>) of the sources that teach pods: audit and container.</param>
    public EntityTable(IEnumerable<string> teachers)
    {
        foreach (var teacher in teachers)
        {
            Report(teacher, long.MinValue);
        }
    }

    /// <summary>
    /// The append time up to which the sources that teach pods have been read, in this process or in another whose facts have arrived here;
    /// <see cref="long.MinValue"/> before all of them have, <see cref="long.MaxValue"/> where there are none.
    /// </summary>
    public long Frontier { get; private set; } = long.MaxValue;

    /// <summary>Whether a source teaches pods.</summary>
    public static bool IsTeacher(EventSource source) => source is EventSource.Audit or EventSource.Container;

    /// <summary>One of the sources that teach pods has been read up to an append time, and what it taught is in the table. Never goes back.</summary>
    public void Report(string origin, long frontier)
    {
        _frontiers.AddOrUpdate(origin, frontier, (_, known) => Math.Max(known, frontier));
        var least = long.MaxValue;
        foreach (var (_, each) in _frontiers)
        {
            least = Math.Min(least, each);
        }

        Frontier = least;
    }

    /// <summary>Takes in a fact.</summary>
    /// <returns>True where it taught anything new.</returns>
    public bool Learn(EntityFact fact)
    {
        var pod = PodOf(fact, out var isNew);
        var endedAt = pod.EndedAt;
        lock (pod)
        {
            isNew |= Fill(pod, fact);
        }

        if (pod.EndedAt != endedAt)
        {
            lock (_ended)
            {
                _ended.Enqueue(pod, pod.EndedAt);
            }
        }

        if (Alias(Name(fact.Namespace, fact.Pod), fact.ValidFrom, pod))
        {
            Alias(VethName.Of(fact.Namespace, fact.Pod), fact.ValidFrom, pod);
            isNew = true;
        }

        foreach (var ip in fact.Ips)
        {
            isNew |= Alias(ip, fact.ValidFrom, pod);
        }

        foreach (var id in fact.ContainerIds)
        {
            isNew |= id.Length >= 12 && Alias(id[..12], fact.ValidFrom, pod);
        }

        if (isNew)
        {
            lock (pod)
            {
                pod.FactKeys.Add(fact.Key);
            }
        }

        return isNew;
    }

    /// <summary>Forgets a pod that ended long before <see cref="Frontier"/>, with all that meant it.</summary>
    /// <returns>The keys of the facts that told of it; empty where there is none to forget.</returns>
    public IReadOnlyList<string> ForgetOne()
    {
        PodEntity? pod;
        lock (_ended)
        {
            if (Frontier == long.MaxValue || !_ended.TryPeek(out pod, out var at) || at >= Frontier - Memory)
            {
                return [];
            }

            _ended.Dequeue();
        }

        lock (pod)
        {
            foreach (var alias in pod.Aliases)
            {
                Unalias(alias, pod);
            }

            _pods.TryRemove(new KeyValuePair<string, PodEntity>(Name(pod.Namespace, pod.Name), pod));
            if (pod.Uid is not null)
            {
                _pods.TryRemove(new KeyValuePair<string, PodEntity>(pod.Uid, pod));
            }

            string[] keys = [.. pod.FactKeys];
            pod.FactKeys.Clear();
            return keys;
        }
    }

    /// <summary>The pod that an address, interface or container id means at a time; null where none is known.</summary>
    public PodEntity? Find(string alias, long time)
    {
        if (!_aliases.TryGetValue(alias, out var entries))
        {
            return null;
        }

        for (var i = entries.Length - 1; i >= 0; i--)
        {
            if (entries[i].From <= time)
            {
                return time - Slack <= entries[i].Pod.EndedAt ? entries[i].Pod : null;
            }
        }

        return entries[0].From - time <= Slack ? entries[0].Pod : null;
    }

    /// <summary>The pod of a name; null where none is known.</summary>
    public PodEntity? FindPod(string @namespace, string name, long time) => Find(Name(@namespace, name), time);

    /// <summary>The pod of a bound token, by its uid; null where none is known.</summary>
    public PodEntity? FindToken(string? uid, string name) =>
        uid is not null && _pods.TryGetValue(uid, out var pod) && pod.Name == name ? pod : null;

    /// <summary>A name that is used again with another uid is another pod.</summary>
    private PodEntity PodOf(EntityFact fact, out bool isNew)
    {
        var name = Name(fact.Namespace, fact.Pod);
        if (fact.PodUid is { } uid && _pods.TryGetValue(uid, out var known))
        {
            isNew = false;
            return known;
        }

        isNew = !_pods.TryGetValue(name, out var pod) || (fact.PodUid is not null && pod.Uid is not null && pod.Uid != fact.PodUid);
        if (isNew)
        {
            _pods[name] = pod = new PodEntity(fact.Namespace, fact.Pod);
        }

        if (fact.PodUid is not null)
        {
            _pods[fact.PodUid] = pod!; // found or made above
        }

        return pod!; // as above
    }

    private static string Name(string @namespace, string pod) => $"{@namespace}/{pod}";

    private static bool Fill(PodEntity pod, EntityFact fact)
    {
        var isNew = (pod.Uid is null && fact.PodUid is not null) || (pod.Node is null && fact.Node is not null) || (pod.ContainerId is null && fact.ContainerIds.Count > 0);
        if (fact.Ended && fact.ValidFrom < pod.EndedAt)
        {
            pod.EndedAt = fact.ValidFrom;
            isNew = true;
        }

        pod.Ips = fact.Ips.All(pod.Ips.Contains) ? pod.Ips : [.. pod.Ips.Union(fact.Ips)];
        pod.Uid ??= fact.PodUid;
        pod.Node ??= fact.Node;
        pod.NodeSince = fact.Node is null ? pod.NodeSince : Math.Min(pod.NodeSince, fact.ValidFrom);
        if (fact.ContainerIds.Count > 0 && fact.ValidFrom < pod.ContainerIdSince)
        {
            (pod.ContainerId, pod.ContainerIdSince) = (fact.ContainerIds[0], fact.ValidFrom);
        }

        if (fact.Owner is { } owner && pod.Workload != $"{fact.Namespace}/{owner}")
        {
            pod.Workload = $"{fact.Namespace}/{owner}";
            isNew = true;
        }

        return isNew;
    }

    private bool Alias(string alias, long from, PodEntity pod)
    {
        while (true)
        {
            var known = _aliases.TryGetValue(alias, out var entries) ? entries : [];
            var at = Array.FindIndex(known, e => ReferenceEquals(e.Pod, pod));
            if (at >= 0 && known[at].From <= from)
            {
                return false;
            }

            var changed = known.Where(e => !ReferenceEquals(e.Pod, pod)).Append((from, pod)).OrderBy(e => e.Item1).ToArray();
            if (entries is null ? _aliases.TryAdd(alias, changed) : _aliases.TryUpdate(alias, changed, entries))
            {
                lock (pod)
                {
                    pod.Aliases.Add(alias);
                }

                return true;
            }
        }
    }

    private void Unalias(string alias, PodEntity pod)
    {
        while (_aliases.TryGetValue(alias, out var entries))
        {
            var left = entries.Where(e => !ReferenceEquals(e.Pod, pod)).ToArray();
            if (left.Length == 0 ? _aliases.TryRemove(new KeyValuePair<string, (long, PodEntity)[]>(alias, entries)) : _aliases.TryUpdate(alias, left, entries))
            {
                return;
            }
        }
    }
}
