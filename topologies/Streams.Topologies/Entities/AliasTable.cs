using System.Collections.Concurrent;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>Which pod an alias means at a time, of all that claim it. Thread-safe.</summary>
internal sealed class AliasTable
{
    /// <summary>How long before its first fact an alias may already be used (flows before the first status), and how long after its end (termination): 60 s.</summary>
    private const long Slack = 60 * Timestamp.Second;

    /// <summary>A name that is made and deleted over and over must not make its look-up dear.</summary>
    private const int MostClaims = 32;

    private readonly ConcurrentDictionary<string, AliasClaim[]> _claims = new(StringComparer.Ordinal);

    /// <summary>Takes in a claim.</summary>
    /// <returns>Whether it says anything new: earlier, or vouched for by a higher rank.</returns>
    public bool Claim(string alias, AliasKind kind, Timestamp from, PodEntity pod, FactRank rank)
    {
        var claim = new AliasClaim(from, pod, rank, kind);
        while (true)
        {
            var known = _claims.TryGetValue(alias, out var claims) ? claims : [];
            if (Array.Exists(known, c => c.Covers(in claim)))
            {
                return false;
            }

            var changed = With(known, claim);
            if (claims is null ? _claims.TryAdd(alias, changed) : _claims.TryUpdate(alias, changed, claims))
            {
                string? dropped;
                lock (pod)
                {
                    dropped = pod.Aliases.Add(alias, rank);
                }

                if (dropped is not null)
                {
                    Forget(dropped, pod);
                }

                return true;
            }
        }
    }

    /// <summary>Another pod that holds the alias at the time of a claim, where the API server or a node vouches for both; null where there is none.</summary>
    public PodEntity? Rival(string alias, Timestamp from, PodEntity pod, FactRank rank)
    {
        if (rank >= FactRank.Decided && _claims.TryGetValue(alias, out var claims))
        {
            foreach (ref readonly var claim in claims.AsSpan())
            {
                if (!ReferenceEquals(claim.Pod, pod) && claim.From <= from && claim.Rank >= FactRank.Decided && claim.Pod.IsHeardOf(from))
                {
                    return claim.Pod;
                }
            }
        }

        return null;
    }

    /// <summary>The pod that the alias means at a time; null where none is known.</summary>
    public PodEntity? Find(string alias, Timestamp time) => FindLast(alias, time) is { } pod && time - Slack <= pod.EndedAt ? pod : null;

    /// <summary>The pod that the alias meant last at a time, whether or not it has ended since; null where none is known.</summary>
    public PodEntity? FindLast(string alias, Timestamp time)
    {
        if (!_claims.TryGetValue(alias, out var claims))
        {
            return null;
        }

        var stands = -1;
        for (var i = 0; i < claims.Length && claims[i].From <= time; i++)
        {
            if (stands < 0 || claims[i].Displaces(in claims[stands], time))
            {
                stands = i;
            }
        }

        return stands >= 0 ? claims[stands].Pod
            : claims[0].From - time <= Slack ? claims[0].Pod
            : null;
    }

    /// <summary>The claims with this one, in an order that does not hang on which was taken in first; of too many, the oldest of the lowest rank goes.</summary>
    private static AliasClaim[] With(AliasClaim[] known, AliasClaim claim)
    {
        var changed = new List<AliasClaim>(known.Length + 1);
        foreach (var other in known)
        {
            if (!claim.Covers(in other))
            {
                changed.Add(other);
            }
        }

        if (changed.Count >= MostClaims)
        {
            changed.Remove(changed.MinBy(c => (c.Pod.IsHeld(claim.From), c.Rank, c.From)));
        }

        var at = changed.FindIndex(c => c.CompareTo(claim) > 0);
        changed.Insert(at < 0 ? changed.Count : at, claim);
        return [.. changed];
    }

    /// <summary>Forgets a pod's claim.</summary>
    public void Forget(string alias, PodEntity pod)
    {
        while (_claims.TryGetValue(alias, out var claims))
        {
            var left = claims.Where(c => !ReferenceEquals(c.Pod, pod)).ToArray();
            if (left.Length == 0 ? _claims.TryRemove(new KeyValuePair<string, AliasClaim[]>(alias, claims)) : _claims.TryUpdate(alias, left, claims))
            {
                return;
            }
        }
    }
}
