using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Models.Registry;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;

namespace Streams.Host.Running.Models;

/// <summary>
/// Reads <c>models</c> and <c>models.log</c>: to their end before the stages start, and on. Every process reads the same records, and so the same versions score the same windows.
/// </summary>
internal sealed class TopicModels : IAsyncDisposable
{
    /// <summary>So long after another took over a version is told of.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromDays(1);

    private readonly TopicFollower _topic;
    private readonly TopicNames _topics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ModelHistory _history = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    private TopicModels(TopicReaderOptions options, TopicNames topics, TimeProvider time, ILogger log) =>
        (_topic, _topics, _time, _log) = (new TopicFollower(options, reason => Log.Unreadable(log, reason)), topics, time, log);

    /// <summary>The models, as the stages follow them.</summary>
    public ModelRegistry Registry { get; } = new();

    /// <summary>Why the topics cannot be read; null while they can.</summary>
    public string? Trouble => _topic.Trouble;

    /// <summary>Reads the topics to their end and begins to follow them.</summary>
    /// <param name="kafka">How Kafka is reached.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where versions and trouble are told.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<TopicModels> StartAsync(KafkaOptions kafka, TopicNames topics, TimeProvider time, ILogger log, CancellationToken cancel)
    {
        var models = new TopicModels(ModelTopics.ReaderOptions(kafka, topics), topics, time, log);
        await models._topic.ReadToEndAsync(models.Take, cancel).ConfigureAwait(false);
        models.Load();
        models._topic.Follow(models.Take);
        return models;
    }

    public ValueTask DisposeAsync() => _topic.DisposeAsync();

    private void Take(IReadOnlyList<TopicRecord> records)
    {
        foreach (var record in records)
        {
            Take(record);
        }

        if (records.Count > 0)
        {
            Load();
        }
    }

    private void Take(TopicRecord record)
    {
        if (!ModelTopics.Take(_history, _topics, record))
        {
            Log.Undecodable(_log, record.Topic, record.Offset);
        }
    }

    private void Load()
    {
        // Every term there ever was: a backlog, or a recording, is judged by the versions of its time, however long ago that is.
        var told = Timestamp.From(_time.GetUtcNow() - ToldFor);
        var timeline = _history.Load(Timestamp.Unknown, refused: told);
        foreach (var refusal in timeline.Refusals.Where(_told.Add))
        {
            Log.Refused(_log, refusal);
        }

        foreach (var term in timeline.Terms.Where(t => t.Until > told && _told.Add($"{t.Identity} {t.IsShadow} {t.From.Nanoseconds}")))
        {
            Log.InForce(_log, term.Identity, term.IsShadow ? "watches" : "judges", term.From.Format());
        }

        Registry.Timeline = timeline;
    }
}
