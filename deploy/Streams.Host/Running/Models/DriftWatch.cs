using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Models.Drift;
using Streams.Models.Registry;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;

namespace Streams.Host.Running.Models;

/// <summary>
/// Keeps the latest windows of every set, and says how far those of the last hour and day have moved from what the models in force, and those that are watched, were trained on.
/// Nothing is read while there is no model.
/// </summary>
/// <param name="kafka">Where the topics are.</param>
/// <param name="topics">Their names.</param>
/// <param name="models">The models.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where trouble is told.</param>
internal sealed class DriftWatch(KafkaOptions kafka, TopicNames topics, ModelRegistry models, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>The windows of a set that are kept: the latest.</summary>
    private const int MostWindows = 20_000;

    /// <summary>The spans that are looked at.</summary>
    public static readonly IReadOnlyList<(string Name, TimeSpan Length)> Periods = [("hour", TimeSpan.FromHours(1)), ("day", TimeSpan.FromDays(1))];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (LiveWindows Windows, TopicFollower Topic)> _sets = new(StringComparer.Ordinal);

    /// <summary>The latest windows of a set; its topic is followed from the first call on.</summary>
    public LiveWindows Of(string set)
    {
        lock (_gate)
        {
            if (!_sets.TryGetValue(set, out var known))
            {
                _sets.Add(set, known = Follow(topics.Features[set]));
            }

            return known.Windows;
        }
    }

    /// <summary>Measures every model that judges or is watched now, over each period.</summary>
    public IReadOnlyList<PeriodDrift> Measure()
    {
        var now = Timestamp.Now(time);
        var drifts = new List<PeriodDrift>();
        foreach (var term in models.Timeline.Terms)
        {
            if (now < term.From || now >= term.Until)
            {
                continue;
            }

            var windows = Of(term.Model.Set.Name);
            foreach (var (name, length) in Periods)
            {
                var rows = windows.Of(term.Model, now - (length.Ticks * 100));
                drifts.Add(
                    new PeriodDrift(term, name, rows.Count, rows.Count(r => term.Model.Score(r) >= term.Model.Threshold), ModelDrift.Of(term.Model, rows))
                );
            }
        }

        return drifts;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, topic) in _sets.Values)
        {
            await topic.DisposeAsync().ConfigureAwait(false);
        }
    }

    private (LiveWindows Windows, TopicFollower Topic) Follow(string topic)
    {
        var windows = new LiveWindows(MostWindows);
        var follower = new TopicFollower(kafka.Reader("models-drift", topic) with { LastPerPartition = MostWindows }, reason =>
            Log.WindowsUnreadable(log, topic, reason)
        );
        follower.Follow(Take);
        return (windows, follower);

        void Take(IReadOnlyList<TopicRecord> records)
        {
            foreach (var record in records)
            {
                windows.Take(record.Value, Timestamp.FromMilliseconds(record.TimestampMs));
            }
        }
    }
}
