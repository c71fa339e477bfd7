using Streams.Schemas.Events;

namespace Streams.Topologies.Time;

/// <summary>Who must have spoken before a watermark is believed.</summary>
/// <param name="Origins">Every raw partition (<c>topic-partition</c>) and its source.</param>
/// <param name="ObservePartitions">The number of partitions of stage B.</param>
public sealed record PipelineShape(IReadOnlyDictionary<string, EventSource> Origins, int ObservePartitions)
{
    /// <summary>The upstream name of a task of stage B.</summary>
    public static string Observe(int partition) => $"observe-{partition}";

    /// <summary>What stage C hears from: every origin itself, and every task of B on behalf of all origins.</summary>
    public IEnumerable<string> CorrelateUpstreams => Origins.Keys.Concat(Enumerable.Range(0, ObservePartitions).Select(Observe));
}
