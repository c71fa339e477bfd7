using Streams.Schemas.Signals;

namespace Streams.Topologies.Observe;

/// <summary>The bytes that observations take which wait for the watermark, about.</summary>
internal sealed class BufferedBytes
{
    private const int OwnBytes = 800;

    /// <summary>All of them.</summary>
    public long Sum { get; private set; }

    /// <summary>One waits.</summary>
    public void Add(Observation observation) => Sum += CostOf(observation);

    /// <summary>Several wait.</summary>
    public void Add(IReadOnlyList<Observation> observations)
    {
        foreach (var observation in observations)
        {
            Add(observation);
        }
    }

    /// <summary>The first ones wait no more.</summary>
    public void Remove(IReadOnlyList<Observation> observations, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Sum -= CostOf(observations[i]);
        }
    }

    private static long CostOf(Observation observation) =>
        OwnBytes + (sizeof(char) * (long)(observation.Subject.Length + observation.Value.Length + observation.Evidence.Excerpt.Length));
}
