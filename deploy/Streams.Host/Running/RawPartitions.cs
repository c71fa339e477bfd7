using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Time;

namespace Streams.Host.Running;

/// <summary>The raw partitions that there are, whose watermarks the stages wait for.</summary>
internal static class RawPartitions
{
    /// <summary>Creates the topics that are missing, and asks for the partitions.</summary>
    public static async Task<PipelineShape> ReadAsync(EngineOptions options, IReadOnlyList<TopicSpec> specs, TopicNames topics, CancellationToken cancel)
    {
        using var admin = new TopicAdmin(options);
        await admin.CreateMissingAsync(specs, cancel).ConfigureAwait(false);
        var partitions = admin.PartitionsOf([.. topics.Raw.Values.Distinct(), topics.Observations, topics.Signals]);
        var origins = new Dictionary<string, EventSource>(StringComparer.Ordinal);
        foreach (var (source, topic) in topics.Raw)
        {
            for (var partition = 0; partition < partitions[topic]; partition++)
            {
                origins.Add(topics.OriginOf(topic, partition, source), source);
            }
        }

        return new PipelineShape(origins, partitions[topics.Observations]) { SignalPartitions = partitions[topics.Signals] };
    }
}
