using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>Pods that ended or are expected to, by the time of their end: forgotten when that lies long back. Thread-safe.</summary>
internal sealed class EndedPods
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<PodEntity, Timestamp> _queue = new();

    /// <summary>Each pod's last place in the queue: one that ends earlier than was expected stands there once more.</summary>
    private readonly Dictionary<PodEntity, Timestamp> _places = [];

    /// <summary>A pod has an end, or an earlier one than before.</summary>
    public void Add(PodEntity pod)
    {
        lock (_lock)
        {
            Enqueue(pod, pod.EndsAt);
            if (_queue.Count > 2 * _places.Count)
            {
                Rebuild();
            }
        }
    }

    /// <summary>Takes a pod that ended before a time; null where there is none.</summary>
    public PodEntity? Take(Timestamp before)
    {
        lock (_lock)
        {
            while (_queue.TryPeek(out var pod, out var at) && at < before)
            {
                _queue.Dequeue();
                if (!_places.TryGetValue(pod, out var place) || place != at)
                {
                    continue;
                }

                if (pod.EndedAt.IsNever && pod.LastSeen >= before)
                {
                    Enqueue(pod, pod.LastSeen); // it was to end and lives on
                    continue;
                }

                _places.Remove(pod);
                return pod;
            }

            return null;
        }
    }

    /// <summary>Pods are known no more.</summary>
    public void Remove(IReadOnlyList<PodEntity> pods)
    {
        lock (_lock)
        {
            foreach (var pod in pods)
            {
                _places.Remove(pod);
            }

            Rebuild();
        }
    }

    private void Enqueue(PodEntity pod, Timestamp at)
    {
        _places[pod] = at;
        _queue.Enqueue(pod, at);
    }

    private void Rebuild()
    {
        _queue.Clear();
        foreach (var (pod, at) in _places)
        {
            _queue.Enqueue(pod, at);
        }
    }
}
