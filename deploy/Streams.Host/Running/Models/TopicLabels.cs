using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Schemas.Events;
using Streams.Schemas.Labels;
using Streams.Topologies.Observe.Habits;

namespace Streams.Host.Running.Models;

/// <summary>
/// Reads <c>labels</c>: to its end before the stages start, and on. A label counts from its append on, and a little later: so every process lets the same in at the same event.
/// </summary>
internal sealed class TopicLabels : IAsyncDisposable
{
    /// <summary>The most labels that are remembered: the latest.</summary>
    private const int Most = 20_000;

    /// <summary>So long a process may take to hear of a label.</summary>
    private const long Margin = 30 * Timestamp.Second;

    private readonly TopicFollower _topic;
    private readonly ILogger _log;
    private readonly List<(Label Label, Timestamp From)> _labels = [];

    private TopicLabels(TopicReaderOptions options, ILogger log) =>
        (_topic, _log) = (new TopicFollower(options, reason => Log.LabelsUnreadable(log, reason)), log);

    /// <summary>The labels, as the stages follow them.</summary>
    public LabelRegistry Registry { get; } = new();

    /// <summary>Why the topic cannot be read; null while it can.</summary>
    public string? Trouble => _topic.Trouble;

    /// <summary>Reads the topic to its end and begins to follow it.</summary>
    /// <param name="kafka">How Kafka is reached.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<TopicLabels> StartAsync(KafkaOptions kafka, string topic, ILogger log, CancellationToken cancel)
    {
        var labels = new TopicLabels(kafka.Reader("labels", topic), log);
        var read = new List<TopicRecord>();
        await labels._topic.ReadToEndAsync(read.Add, cancel).ConfigureAwait(false);
        labels.Take(read);
        labels._topic.Follow(labels.Take);
        return labels;
    }

    public ValueTask DisposeAsync() => _topic.DisposeAsync();

    private void Take(IReadOnlyList<TopicRecord> records)
    {
        foreach (var record in records)
        {
            if (LabelCodec.Decode(record.Value) is { } label)
            {
                _labels.Add((label, Timestamp.FromMilliseconds(record.TimestampMs) + Margin));
            }
            else if (record.Value is not null)
            {
                Log.Undecodable(_log, record.Topic, record.Offset);
            }
        }

        if (records.Count > 0)
        {
            _labels.RemoveRange(0, Math.Max(0, _labels.Count - Most));
            Registry.Labels = [.. _labels.OrderBy(l => l.From)];
        }
    }
}
