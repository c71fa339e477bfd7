using Streams.Schemas.Entities;

namespace Streams.Topologies.Entities;

/// <summary>A pod that an alias means, from a time on.</summary>
/// <param name="From">Nanoseconds since the epoch.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Rank">Who vouches for it.</param>
/// <param name="Kind">The kind of the alias.</param>
internal readonly record struct AliasClaim(long From, PodEntity Pod, FactRank Rank, AliasKind Kind)
{
    /// <summary>Whether this claim stands at a time against one that began before it.</summary>
    /// <remarks>
    /// A higher rank stands. Of equal rank the later one stands for what is used again (its former owner must be gone), the earlier one for what is not.
    /// A lower rank stands only once the other's pod has ended, or was to end.
    /// </remarks>
    public bool Displaces(in AliasClaim earlier, long time)
    {
        if (Rank > earlier.Rank || (Rank == earlier.Rank && Kind is AliasKind.Address or AliasKind.Name))
        {
            return true;
        }

        return !earlier.Pod.IsHeld(time);
    }
}
