using System.Runtime.InteropServices;
using Streams.Schemas.Entities;

namespace Streams.Topologies.Entities;

/// <summary>Names with the rank of who vouches for each. Of too many, the oldest of the lowest rank goes: who vouches for nothing pushes out nothing that is vouched for.</summary>
/// <param name="most">The most names.</param>
/// <param name="overhead">What each takes besides its characters, about.</param>
internal sealed class RankedNames(int most, int overhead)
{
    private readonly Dictionary<string, (FactRank Rank, long Order)> _names = new(StringComparer.Ordinal);
    private long _order;

    /// <summary>The names.</summary>
    public IReadOnlyCollection<string> Names => _names.Keys;

    /// <summary>The bytes they take, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a name, or raises its rank.</summary>
    /// <returns>The name that had to go, perhaps this one; null where none had to.</returns>
    public string? Add(string name, FactRank rank)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, name, out var exists);
        if (exists)
        {
            known.Rank = rank > known.Rank ? rank : known.Rank;
            return null;
        }

        known = (rank, _order++);
        Bytes += CostOf(name);
        return _names.Count > most ? Drop() : null;
    }

    /// <summary>Takes out all.</summary>
    public string[] TakeAll()
    {
        string[] names = [.. _names.Keys];
        _names.Clear();
        Bytes = 0;
        return names;
    }

    private string Drop()
    {
        var (victim, least) = ("", (Rank: (FactRank)byte.MaxValue, Order: long.MaxValue));
        foreach (var (name, standing) in _names)
        {
            if (standing.CompareTo(least) < 0)
            {
                (victim, least) = (name, standing);
            }
        }

        _names.Remove(victim);
        Bytes -= CostOf(victim);
        return victim;
    }

    private long CostOf(string name) => overhead + (sizeof(char) * (long)name.Length);
}
