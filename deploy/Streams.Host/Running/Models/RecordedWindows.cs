using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Topologies.Binding;

namespace Streams.Host.Running.Models;

/// <summary>The windows that a topic of features holds.</summary>
internal static class RecordedWindows
{
    /// <summary>The values of those that a model scores.</summary>
    /// <param name="kafka">Where the topic is.</param>
    /// <param name="topics">The topics' names.</param>
    /// <param name="model">The model.</param>
    /// <param name="since">Only what was written from this time on.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<List<float[]>> ReadAsync(KafkaOptions kafka, TopicNames topics, WindowModel model, Timestamp since, CancellationToken cancel)
    {
        var rows = new List<float[]>();
        using var reader = new TopicReader(kafka.Reader("models-drift", topics.Features[model.Set.Name]));
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (Timestamp.FromMilliseconds(record.TimestampMs) >= since && FeatureCodec.Decode(record.Value) is { } row && model.Takes(row))
            {
                rows.Add([.. row.Values]);
            }
        }

        return rows;
    }
}
