using Streams.Schemas.Entities;

namespace Streams.Topologies.Entities;

/// <summary>One pod as all sources know it. What a lower rank says never takes the place of what a higher one said.</summary>
public sealed class PodEntity(string @namespace, string name)
{
    private const long Recent = 60L * 1_000_000_000;
    private FactRank _uidRank;
    private FactRank _nodeRank;
    private FactRank _containerRank;
    private FactRank _ownerRank;

    public string Namespace { get; } = @namespace;

    public string Name { get; } = name;

    public string? Uid { get; private set; }

    public string? Node { get; private set; }

    /// <summary>Since when the node is known; nanoseconds since the epoch.</summary>
    public long NodeSince { get; private set; } = long.MaxValue;

    /// <summary>Its own addresses.</summary>
    public IReadOnlyList<string> Ips { get; private set; } = [];

    /// <summary>When it ended, nanoseconds since the epoch; <see cref="long.MaxValue"/> while it lives.</summary>
    public long EndedAt { get; internal set; } = long.MaxValue;

    /// <summary>When it is expected to end, since that was asked for; <see cref="long.MaxValue"/> where nobody asked.</summary>
    public long EndExpected { get; private set; } = long.MaxValue;

    /// <summary>When it was first asked to end.</summary>
    internal long EndAskedAt { get; private set; } = long.MaxValue;

    /// <summary>The first container's id.</summary>
    public string? ContainerId { get; private set; }

    /// <summary>Since when that is known; nanoseconds since the epoch.</summary>
    public long ContainerIdSince { get; private set; } = long.MaxValue;

    /// <summary><c>namespace/owner</c>.</summary>
    public string Workload { get; private set; } = $"{@namespace}/{WorkloadName.Of(name)}";

    /// <summary>The highest rank that has vouched for it.</summary>
    public FactRank Rank { get; private set; }

    /// <summary>The latest event time at which anything was learned or asked of it; written without a lock, so it may be a little old.</summary>
    internal long LastSeen { get; set; } = long.MinValue;

    /// <summary>The latest event time at which anything was learned of it.</summary>
    internal long LastLearned { get; private set; } = long.MinValue;

    /// <summary>The latest event time at which the API server or a node vouched for anything of it.</summary>
    internal long LastAttested { get; private set; } = long.MinValue;

    /// <summary>What means it, and the keys of the facts that said so: forgotten with it. Guarded by the entity itself.</summary>
    internal HashSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> FactKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it lives at a time and was not to have ended by then.</summary>
    internal bool IsHeld(long time) => time <= Math.Min(EndedAt, EndExpected);

    /// <summary>
    /// Whether it is known to live at a time: the API server or its node vouched for something of it shortly before, and nobody had asked it to end.
    /// Ends are missed (a policy leaves them out, a cluster is made anew), and their addresses are used again. What shippers say counts for nothing here:
    /// they are ahead of the audit log or behind it, and the answer must not hang on that.
    /// </summary>
    internal bool IsHeardOf(long time) => time <= Math.Min(EndedAt, EndAskedAt) && time - LastAttested <= Recent;

    /// <summary>Takes in what a fact says; guarded by the entity itself.</summary>
    /// <returns>Whether it says anything new.</returns>
    internal bool Fill(EntityFact fact)
    {
        var isNew = FillUid(fact) | FillNode(fact) | FillContainer(fact) | FillOwner(fact) | FillEnd(fact);
        Ips = fact.Ips.All(Ips.Contains) ? Ips : [.. Ips.Union(fact.Ips)];
        Rank = fact.Rank > Rank ? fact.Rank : Rank;
        LastLearned = Math.Max(LastLearned, fact.ValidFrom);
        LastAttested = fact.Rank >= FactRank.Decided ? Math.Max(LastAttested, fact.ValidFrom) : LastAttested;
        LastSeen = Math.Max(LastSeen, fact.ValidFrom);
        return isNew;
    }

    private bool FillUid(EntityFact fact)
    {
        if (fact.PodUid is not { } uid || (Uid is not null && (uid == Uid || fact.Rank <= _uidRank)))
        {
            return false;
        }

        (Uid, _uidRank) = (uid, fact.Rank);
        return true;
    }

    private bool FillNode(EntityFact fact)
    {
        if (fact.Node is not { } node)
        {
            return false;
        }

        if (Node == node)
        {
            NodeSince = Math.Min(NodeSince, fact.ValidFrom);
            return Raise(ref _nodeRank, fact.Rank);
        }

        if (Node is not null && fact.Rank <= _nodeRank)
        {
            return false;
        }

        (Node, NodeSince, _nodeRank) = (node, fact.ValidFrom, fact.Rank);
        return true;
    }

    private bool FillContainer(EntityFact fact)
    {
        if (fact.ContainerIds.Count == 0 || (ContainerId is not null && fact.Rank < _containerRank))
        {
            return false;
        }

        var isNew = ContainerId is null || (fact.Rank > _containerRank && fact.ContainerIds[0] != ContainerId);
        if (isNew || (fact.Rank == _containerRank && fact.ValidFrom < ContainerIdSince))
        {
            (ContainerId, ContainerIdSince) = (fact.ContainerIds[0], fact.ValidFrom);
        }
        else if (fact.ContainerIds[0] == ContainerId)
        {
            ContainerIdSince = Math.Min(ContainerIdSince, fact.ValidFrom);
        }

        return Raise(ref _containerRank, fact.Rank) | isNew;
    }

    private bool FillOwner(EntityFact fact)
    {
        if (fact.Owner is not { } owner || fact.Rank < _ownerRank)
        {
            return false;
        }

        _ownerRank = fact.Rank;
        var workload = $"{Namespace}/{owner}";
        var isNew = workload != Workload;
        Workload = workload;
        return isNew;
    }

    private bool FillEnd(EntityFact fact)
    {
        var isNew = false;
        if (fact.Ended && fact.ValidFrom < EndedAt)
        {
            EndedAt = fact.ValidFrom;
            isNew = true;
        }

        if (fact.EndExpected is { } expected && expected < EndExpected)
        {
            EndExpected = expected;
            EndAskedAt = Math.Min(EndAskedAt, fact.ValidFrom);
            isNew = true;
        }

        return isNew;
    }

    private static bool Raise(ref FactRank rank, FactRank to)
    {
        if (to <= rank)
        {
            return false;
        }

        rank = to;
        return true;
    }
}
