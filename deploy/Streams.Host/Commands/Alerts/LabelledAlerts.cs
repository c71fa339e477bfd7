using System.Globalization;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Replaying;
using Streams.Host.Running;
using Streams.Models.Training.Windows;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Labels;

namespace Streams.Host.Commands.Alerts;

/// <summary>
/// The topics <c>alerts</c> and <c>labels</c> together: what each alert turned out to be. An alert that nobody has judged stays open for a day,
/// one of level high or critical until somebody does; then its windows are ordinary.
/// </summary>
internal sealed class LabelledAlerts
{
    private const long Day = 86_400_000_000_000;
    private static readonly string[] NeverLetIn = ["high", "critical"];
    private readonly Dictionary<string, Label> _labels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (long First, long Next)> _ends = new(StringComparer.Ordinal);

    /// <summary>The alerts.</summary>
    public StandingAlerts Alerts { get; } = new();

    /// <summary>From where to where the topics were read.</summary>
    public IEnumerable<string> Places => _ends.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key} {e.Value.First} {e.Value.Next}"));

    /// <summary>How many alerts were let in because nobody judged them for a day.</summary>
    public int LetIn { get; private set; }

    /// <summary>Reads both topics to their end.</summary>
    public static async Task<LabelledAlerts> ReadAsync(KafkaOptions kafka, CancellationToken cancel)
    {
        var (topics, read) = (TopicPlan.Names(kafka), new LabelledAlerts());
        using var reader = new TopicReader(kafka.Reader("labels", topics.Alerts, topics.Labels));
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{record.Topic}-{record.Partition}");
            read._ends[place] = (read._ends.TryGetValue(place, out var known) ? known.First : record.Offset, record.Offset + 1);
            if (record.Topic == topics.Labels && LabelCodec.Decode(record.Value) is { } label)
            {
                read._labels[label.Alert] = label;
            }
            else if (record.Topic == topics.Alerts && AlertCodec.Decode(record.Value) is { } alert)
            {
                read.Alerts.Add(alert);
            }
        }

        return read;
    }

    /// <summary>The colours of rows.</summary>
    /// <param name="now">The time by which a day has passed or not.</param>
    public IReadOnlyList<RowLabel> Rows(Timestamp now)
    {
        var rows = new List<RowLabel>();
        foreach (var alert in Alerts.All.Values)
        {
            if (_labels.TryGetValue(alert.Id, out var label))
            {
                rows.AddRange(LabelRows.Of(alert, label.Verdict.Name()));
            }
            else if (now - alert.LastSeen <= Day || NeverLetIn.Contains(alert.Level))
            {
                rows.AddRange(LabelRows.Of(alert, LabelRows.Open));
            }
            else
            {
                LetIn++;
            }
        }

        return rows;
    }
}
