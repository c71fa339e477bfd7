using Streams.Schemas.Events;

namespace Streams.Schemas.Entities;

/// <summary>One thing learned of a pod: from a time on, these aliases mean it.</summary>
public sealed record EntityFact
{
    /// <summary>Its time.</summary>
    public required Timestamp ValidFrom { get; init; }

    public required string Namespace { get; init; }

    /// <summary>Its key in <c>entities</c>.</summary>
    public string Key => $"{Namespace}/{Pod}@{ValidFrom.Nanoseconds}";

    public required string Pod { get; init; }

    public string? PodUid { get; init; }

    public string? Node { get; init; }

    /// <summary>The pod's own addresses.</summary>
    public IReadOnlyList<string> Ips { get; init; } = [];

    /// <summary>Container ids, 64 hex digits or what is known of them.</summary>
    public IReadOnlyList<string> ContainerIds { get; init; } = [];

    /// <summary>The controlling owner's name, without its hash where it is a ReplicaSet; null where it is not known.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether the pod ended at this time, as its node or the pod garbage collector says: its addresses may be used again.</summary>
    public bool Ended { get; init; }

    /// <summary>Who vouches for it.</summary>
    public FactRank Rank { get; init; }

    /// <summary>More addresses or containers of a pod a fact does not tell.</summary>
    private const int MostAliases = 64;

    /// <summary>The fact as tables keep it: names no longer than <see cref="BoundedName"/>, and no more aliases than a pod has.</summary>
    public EntityFact Bounded() =>
        this with
        {
            Namespace = BoundedName.Of(Namespace),
            Pod = BoundedName.Of(Pod),
            PodUid = BoundedName.Of(PodUid),
            Node = BoundedName.Of(Node),
            Owner = BoundedName.Of(Owner),
            Ips = Bounded(Ips),
            ContainerIds = Bounded(ContainerIds),
        };

    private static IReadOnlyList<string> Bounded(IReadOnlyList<string> names)
    {
        var (count, isLong) = (Math.Min(names.Count, MostAliases), false);
        for (var i = 0; i < count; i++)
        {
            isLong |= names[i].Length > BoundedName.Longest;
        }

        return count == names.Count && !isLong ? names : [.. names.Take(count).Select(n => BoundedName.Of(n))];
    }

    /// <summary>When the pod is expected to end because that was asked for; null where nobody asked. It may live on: grace periods and finalizers are the client's to choose.</summary>
    public Timestamp? EndExpected { get; init; }
}
