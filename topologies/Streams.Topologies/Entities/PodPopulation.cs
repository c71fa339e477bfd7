using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>
/// The pods that are known, bounded in bytes. Who goes is told by who vouches for it: a flood of pods that a line alone names pushes out its own kind,
/// one of pods that the API server made and ended pushes out ended ones, and what lives goes last. Thread-safe.
/// </summary>
/// <param name="maxBytes">The most bytes they take, about.</param>
internal sealed class PodPopulation(long maxBytes)
{
    /// <summary>Who is heard of for less has shown nothing: 60 s.</summary>
    private const long Fleeting = 60 * Timestamp.Second;
    private readonly Lock _lock = new();
    private readonly HashSet<PodEntity> _pods = [];

    /// <summary>The bytes that the pods take, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many pods had to go for want of room.</summary>
    public long Evicted { get; private set; }

    /// <summary>A pod is there, or has grown.</summary>
    /// <returns>Those that have to go; none while there is room.</returns>
    public IReadOnlyList<PodEntity> Grew(PodEntity pod)
    {
        lock (_lock)
        {
            _pods.Add(pod);
            Account(pod, pod.Bytes);
            return Bytes > maxBytes ? Evict(pod) : [];
        }
    }

    /// <summary>A pod is forgotten.</summary>
    public void Remove(PodEntity pod)
    {
        lock (_lock)
        {
            if (_pods.Remove(pod))
            {
                Account(pod, 0);
            }
        }
    }

    /// <summary>Makes a tenth of the room free, so that a flood pays for one look at all with many pods.</summary>
    private List<PodEntity> Evict(PodEntity newest)
    {
        var gone = new List<PodEntity>();
        foreach (var pod in _pods.OrderBy(ClassOf).ThenBy(p => p.LastSeen))
        {
            if (Bytes <= maxBytes - (maxBytes / 10))
            {
                break;
            }

            if (pod != newest)
            {
                Account(pod, 0);
                gone.Add(pod);
            }
        }

        _pods.ExceptWith(gone);
        Evicted += gone.Count;
        return gone;
    }

    private void Account(PodEntity pod, long bytes)
    {
        Bytes += bytes - pod.Accounted;
        pod.Accounted = bytes;
    }

    private static int ClassOf(PodEntity pod)
    {
        var hasEnded = pod.LastSeen > pod.EndsAt || !pod.EndedAt.IsNever;
        return pod.Rank >= FactRank.Decided ? (hasEnded ? 3 : 4)
            : pod.LastSeen - pod.FirstSeen < Fleeting ? 0
            : hasEnded ? 1
            : 2;
    }
}
