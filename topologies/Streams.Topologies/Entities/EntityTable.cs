using System.Collections.Concurrent;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Kernel;
using Streams.Topologies.Entities.Sources;

namespace Streams.Topologies.Entities;

/// <summary>
/// Which pod an alias (address, interface, container id, name) means at a time. One a process; thread-safe.
/// An address that is used again means the later pod from the later pod's first fact on.
/// </summary>
public sealed class EntityTable
{
    /// <summary>How long a pod that ended is remembered, in append time of the raw partition that is read least far: 24 hours.</summary>
    private const long Memory = 86_400 * Timestamp.Second;

    /// <summary>How long after its end a pod may still be heard of: 60 s.</summary>
    private const long Slack = 60 * Timestamp.Second;

    private const int ShortId = 12;

    private readonly ConcurrentDictionary<string, Timestamp> _frontiers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Timestamp> _askers = new(StringComparer.Ordinal);
    private readonly EndedPods _ended = new();
    private readonly ConcurrentQueue<string[]> _evictedFacts = new();
    private readonly PodPopulation _population;
    private readonly AliasTable _aliases = new();

    /// <summary>By uid.</summary>
    private readonly ConcurrentDictionary<string, PodEntity> _pods = new(StringComparer.Ordinal);

    /// <param name="teachers">The raw partitions (<c>topic-partition</c>) of the sources that teach pods: audit and container.</param>
    /// <param name="options">How much is remembered.</param>
    /// <param name="askers">The raw partitions whose events ask for pods, however far behind the teachers they are read; none: no more than the teachers.</param>
    public EntityTable(IEnumerable<string> teachers, EntityTableOptions? options = null, IEnumerable<string>? askers = null)
    {
        foreach (var asker in askers ?? [])
        {
            _askers.TryAdd(asker, Timestamp.Unknown);
        }

        _population = new PodPopulation((options ?? new EntityTableOptions()).MaxEntityBytes);
        foreach (var teacher in teachers)
        {
            Report(teacher, Timestamp.Unknown);
        }
    }

    /// <summary>
    /// The append time up to which the sources that teach pods have been read, in this process or in another whose facts have arrived here;
    /// <see cref="Timestamp.Unknown"/> before all of them have, <see cref="Timestamp.Never"/> where there are none.
    /// </summary>
    public Timestamp Frontier { get; private set; } = Timestamp.Never;

    /// <summary>The append time from which on events may still ask for pods.</summary>
    public Timestamp AskedFrom { get; private set; } = Timestamp.Never;

    /// <summary>The bytes that pods take, about.</summary>
    public long Bytes => _population.Bytes;

    /// <summary>How many pods had to go for want of room.</summary>
    public long Evicted => _population.Evicted;

    /// <summary>Whether a source teaches pods.</summary>
    public static bool IsTeacher(EventSource source) => SourceEntitiesTable.Of(source).IsTeacher;

    /// <summary>One of the sources that teach pods has been read up to an append time, and what it taught is in the table. Never goes back.</summary>
    public void Report(string origin, Timestamp frontier) => Frontier = Least(_frontiers, origin, frontier);

    /// <summary>What comes of a raw partition from now on was appended at a time or later: pods that ended long before are asked for no more. Never goes back.</summary>
    public void Asks(string origin, Timestamp from) => AskedFrom = Least(_askers, origin, from);

    /// <summary>Takes in a fact: true where it taught anything new.</summary>
    public bool Learn(EntityFact fact) => Learn(fact, out _);

    /// <summary>Takes in a fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="conflict">An alias of it that another pod holds at that time; null where there is none. The same whether or not the fact is new.</param>
    /// <returns>True where it taught anything new.</returns>
    public bool Learn(EntityFact fact, out AliasConflict? conflict)
    {
        var pod = PodOf(fact, out var isNew);
        var endsAt = pod.EndsAt;
        lock (pod)
        {
            isNew |= pod.Fill(fact);
        }

        if (pod.EndsAt != endsAt)
        {
            _ended.Add(pod);
        }

        isNew |= _aliases.Claim(Name(fact.Namespace, fact.Pod), AliasKind.Name, fact.ValidFrom, pod, fact.Rank);
        conflict = null;
        isNew |= Claim(VethName.Of(fact.Namespace, fact.Pod), AliasKind.Interface, fact, pod, ref conflict);
        foreach (var ip in fact.Ips)
        {
            isNew |= Claim(ip, AliasKind.Address, fact, pod, ref conflict);
        }

        foreach (var id in fact.ContainerIds)
        {
            isNew |= id.Length >= ShortId && Claim(id[..ShortId], AliasKind.Container, fact, pod, ref conflict);
        }

        if (isNew)
        {
            Keep(pod, fact);
        }

        return isNew;
    }

    private void Keep(PodEntity pod, EntityFact fact)
    {
        string? dropped;
        lock (pod)
        {
            dropped = pod.FactKeys.Add(fact.Key, fact.Rank);
        }

        if (dropped is not null)
        {
            _evictedFacts.Enqueue([dropped]);
        }

        var gone = _population.Grew(pod);
        foreach (var evicted in gone)
        {
            _evictedFacts.Enqueue(Forget(evicted));
        }

        if (gone.Count > 0)
        {
            _ended.Remove(gone);
        }
    }

    /// <summary>Forgets a pod that ended long before anything that may still ask for it, with all that meant it; of those that had to go for want of room the facts are told first.</summary>
    /// <returns>The keys of the facts that told of it; empty where there is none to forget.</returns>
    public IReadOnlyList<string> ForgetOne()
    {
        if (_evictedFacts.TryDequeue(out var keys))
        {
            return keys;
        }

        // Before all have been read this is the least of all times: nothing lies behind it.
        var read = Timestamp.Min(Frontier, AskedFrom);
        if (!read.IsKnown || read.IsNever || _ended.Take(read - Memory) is not { } pod)
        {
            return [];
        }

        _population.Remove(pod);
        return Forget(pod);
    }

    private string[] Forget(PodEntity pod)
    {
        lock (pod)
        {
            foreach (var alias in pod.Aliases.TakeAll())
            {
                _aliases.Forget(alias, pod);
            }

            if (pod.Uid is not null)
            {
                _pods.TryRemove(new KeyValuePair<string, PodEntity>(pod.Uid, pod));
            }

            return pod.FactKeys.TakeAll();
        }
    }

    /// <summary>The ends of pods that the API server vouched for before a time and that it no longer names at that time.</summary>
    /// <param name="living">The uids of all pods that it names.</param>
    /// <param name="time">When it was asked.</param>
    public IEnumerable<EntityFact> EndsOfAbsent(IReadOnlySet<string> living, Timestamp time)
    {
        foreach (var (_, pod) in _pods)
        {
            if (pod.Rank >= FactRank.Decided && pod.Uid is { } uid && pod.EndedAt > time && pod.LastLearned < time && !living.Contains(uid))
            {
                yield return pod.EndedBy(time);
            }
        }
    }

    /// <summary>The pod that an address, interface or container id means at a time; null where none is known.</summary>
    public PodEntity? Find(string alias, Timestamp time)
    {
        var pod = _aliases.Find(alias, time);
        if (pod is not null && pod.LastSeen < time)
        {
            pod.LastSeen = time;
        }

        return pod;
    }

    /// <summary>The pod that held an address last at a time, whether or not it has ended since; null where none did.</summary>
    public PodEntity? FindLast(string address, Timestamp time) => _aliases.FindLast(address, time);

    /// <summary>The pod of a name; null where none is known.</summary>
    public PodEntity? FindPod(string @namespace, string name, Timestamp time) => Find(Name(@namespace, name), time);

    /// <summary>The pod of a bound token, by its uid; null where none is known.</summary>
    public PodEntity? FindToken(string? uid, string name) => uid is not null && _pods.TryGetValue(uid, out var pod) && pod.Name == name ? pod : null;

    /// <summary>
    /// The pod that a fact is about: by its uid, else the one that had the name at the fact's time, whatever came later.
    /// A name that is used again with another uid is another pod; the API server knows only one at a time, so the one before has ended by then.
    /// </summary>
    private PodEntity PodOf(EntityFact fact, out bool isNew)
    {
        var uid = fact.PodUid;
        if (uid is not null && _pods.TryGetValue(uid, out var known))
        {
            if (known.Name == fact.Pod && known.Namespace == fact.Namespace)
            {
                isNew = false;
                return known;
            }

            uid = null; // it means another pod already, and stays with it
        }

        var pod = _aliases.FindLast(Name(fact.Namespace, fact.Pod), fact.ValidFrom);
        isNew =
            pod is null
            || (uid is not null && pod.Uid is not null && pod.Uid != uid)
            || (uid is null && !fact.Ended && fact.ValidFrom > pod.EndedAt && fact.ValidFrom - pod.EndedAt > Slack);
        if (isNew)
        {
            EndBefore(pod, fact);
            pod = new PodEntity(fact.Namespace, fact.Pod);
        }

        if (uid is not null)
        {
            _pods.TryAdd(uid, pod!); // found or made above
        }

        return pod!; // as above
    }

    private void EndBefore(PodEntity? before, EntityFact fact)
    {
        if (before is null || fact.Rank < FactRank.Decided || fact.ValidFrom < before.LastLearned || fact.ValidFrom >= before.EndedAt)
        {
            return;
        }

        lock (before)
        {
            before.EndedAt = fact.ValidFrom;
        }

        _ended.Add(before);
    }

    private bool Claim(string alias, AliasKind kind, EntityFact fact, PodEntity pod, ref AliasConflict? conflict)
    {
        if (conflict is null && _aliases.Rival(alias, fact.ValidFrom, pod, fact.Rank) is { } holder)
        {
            conflict = new AliasConflict(kind, holder);
        }

        return _aliases.Claim(alias, kind, fact.ValidFrom, pod, fact.Rank);
    }

    private static Timestamp Least(ConcurrentDictionary<string, Timestamp> times, string origin, Timestamp time)
    {
        times.AddOrUpdate(origin, time, (_, known) => Timestamp.Max(known, time));
        var least = Timestamp.Never;
        foreach (var (_, each) in times)
        {
            least = Timestamp.Min(least, each);
        }

        return least;
    }

    private static string Name(string @namespace, string pod) => $"{@namespace}/{pod}";
}
