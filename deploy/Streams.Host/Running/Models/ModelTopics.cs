using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Models.Registry;
using Streams.Schemas.Events;
using Streams.Schemas.Models;
using Streams.Topologies.Binding;

namespace Streams.Host.Running.Models;

/// <summary>The topics <c>models</c> and <c>models.log</c>, as a history.</summary>
internal static class ModelTopics
{
    /// <summary>How they are read: by an assigned consumer, from their beginning.</summary>
    public static TopicReaderOptions ReaderOptions(KafkaOptions kafka, TopicNames topics) => kafka.Reader("models", topics.Models, topics.ModelLog);

    /// <summary>Takes in a record.</summary>
    /// <returns>False where it is none that this program knows.</returns>
    public static bool Take(ModelHistory history, TopicNames topics, TopicRecord record)
    {
        if (record.Topic == topics.Models && record.Value is { } model && RegisteredModelCodec.Decode(model) is { } registered)
        {
            history.Add(registered);
            return true;
        }

        if (record.Topic == topics.ModelLog && record.Value is { } entry && ModelActionCodec.Decode(entry) is { } action)
        {
            history.Add(action, Timestamp.FromMilliseconds(record.TimestampMs));
            return true;
        }

        return record.Value is null;
    }

    /// <summary>What they hold now.</summary>
    public static async Task<ModelHistory> ReadAsync(KafkaOptions kafka, TopicNames topics, CancellationToken cancel)
    {
        var history = new ModelHistory();
        using var reader = new TopicReader(ReaderOptions(kafka, topics));
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            Take(history, topics, record);
        }

        return history;
    }
}
