using System.Diagnostics;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Tracing;

namespace Streams.Host.Sinks;

/// <summary>The last part of the way of records that are traced: until a sink has their alerts.</summary>
internal sealed class SinkTraces : IDisposable
{
    private readonly List<Activity> _ways = [];

    /// <param name="traces">The sample; null: none.</param>
    /// <param name="sink">The sink's name.</param>
    /// <param name="records">The alerts' records.</param>
    public SinkTraces(RecordTraces? traces, string sink, IReadOnlyList<TopicRecord> records)
    {
        foreach (var record in traces is null ? [] : records)
        {
            if (traces!.Begin($"sink {sink}", record.Topic, record.Partition, record.Offset, record.Headers) is { } way) // looked at above
            {
                _ways.Add(way);
            }
        }
    }

    public void Dispose() => _ways.ForEach(static way => way.Dispose());
}
