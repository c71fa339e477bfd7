using Streams.Schemas.Events;

namespace Streams.Topologies.Time;

/// <summary>Who must have spoken before a watermark is believed.</summary>
/// <param name="Origins">Every raw partition (<c>topic-partition</c>) and its source.</param>
/// <param name="ObservePartitions">The number of partitions of stage B.</param>
public sealed record PipelineShape(IReadOnlyDictionary<string, EventSource> Origins, int ObservePartitions)
{
    private const string ObservePrefix = "observe-";

    /// <summary>The number of partitions of stage C: each node's silence is watched in one.</summary>
    public int SignalPartitions { get; init; } = 1;

    /// <summary>The upstream name of a task of stage B.</summary>
    public static string Observe(int partition) => $"{ObservePrefix}{partition}";

    /// <summary>Whether an upstream is a task of stage B.</summary>
    public static bool IsObserve(string upstream) => upstream.StartsWith(ObservePrefix, StringComparison.Ordinal);
}
