using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>A pod that an alias means, from a time on. A pod has one of each rank at most, so that what is vouched for later does not change what held before.</summary>
/// <param name="From">Its begin.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Rank">Who vouches for it.</param>
/// <param name="Kind">The kind of the alias.</param>
internal readonly record struct AliasClaim(Timestamp From, PodEntity Pod, FactRank Rank, AliasKind Kind) : IComparable<AliasClaim>
{
    /// <summary>Whether another claim adds nothing to this one.</summary>
    public bool Covers(in AliasClaim other) => ReferenceEquals(Pod, other.Pod) && From <= other.From && Rank >= other.Rank;

    /// <inheritdoc/>
    public int CompareTo(AliasClaim other) =>
        From != other.From ? From.CompareTo(other.From)
        : Rank != other.Rank ? Rank.CompareTo(other.Rank)
        : (
            string.CompareOrdinal(Pod.Namespace, other.Pod.Namespace),
            string.CompareOrdinal(Pod.Name, other.Pod.Name),
            string.CompareOrdinal(Pod.Uid, other.Pod.Uid)
        ) switch
        {
            (not 0 and var byNamespace, _, _) => byNamespace,
            (_, not 0 and var byName, _) => byName,
            (_, _, var byUid) => byUid,
        };

    /// <summary>Whether this claim stands at a time against one that began before it.</summary>
    /// <remarks>
    /// A higher rank stands. Of equal rank the later one stands for what is used again (its former owner must be gone), the earlier one for what is not.
    /// A name has one pod at a time, so of two of one name the later one stands.
    /// A lower rank stands only once the other's pod has ended, or was to end.
    /// </remarks>
    public bool Displaces(in AliasClaim earlier, Timestamp time)
    {
        if (Rank > earlier.Rank || (Rank == earlier.Rank && (Kind is AliasKind.Address or AliasKind.Name || IsNamesake(earlier.Pod))))
        {
            return true;
        }

        return !earlier.Pod.IsHeld(time);
    }

    private bool IsNamesake(PodEntity other) => Pod.Name == other.Name && Pod.Namespace == other.Namespace;
}
