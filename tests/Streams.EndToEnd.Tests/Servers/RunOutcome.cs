using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Host.Replaying;
using Streams.Schemas.Alerts;
using Streams.Schemas.Features;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>What a run left in Kafka, read committed.</summary>
internal sealed record RunOutcome
{
    /// <summary>Where each raw record stands: <c>topic/partition/offset</c>; heartbeats are none.</summary>
    public required IReadOnlyList<string> Raw { get; init; }

    public required IReadOnlyList<Event> Events { get; init; }

    /// <summary>The origins of the dead letters, as in <see cref="Raw"/>.</summary>
    public required IReadOnlyList<string> Dead { get; init; }

    /// <summary>Every alert as it was written, in the order of its partition.</summary>
    public required IReadOnlyList<SinkAlert> Alerts { get; init; }

    /// <summary>The windows of features as they were written.</summary>
    public required IReadOnlyList<FeatureVector> Windows { get; init; }

    /// <summary>The alerts that stand in the end, each in its last state; whether the last telling of a running one was news or growth hangs on what arrived first, that it runs does not.</summary>
    public IReadOnlyDictionary<string, string> Final
    {
        get
        {
            var standing = new StandingAlerts();
            foreach (var (alert, _, _) in Alerts)
            {
                standing.Add(alert);
            }

            return standing.All.ToDictionary(a => a.Key, a => AlertJson.Serialize(Settled(a.Value)));
        }
    }

    private static Alert Settled(Alert alert) => alert with { Status = alert.Status == AlertStatus.Renewed ? AlertStatus.Updated : alert.Status, News = [] };

    public static async Task<RunOutcome> ReadAsync(string bootstrap, TopicNames topics)
    {
        var raw = await AllAsync(bootstrap, [.. topics.Raw.Values]);
        var events = await AllAsync(bootstrap, topics.Events);
        var dead = await AllAsync(bootstrap, topics.DeadLetters);
        var alerts = await AllAsync(bootstrap, topics.Alerts);
        var windows = await AllAsync(bootstrap, [.. topics.Features.Values]);
        return new RunOutcome
        {
            Raw = [.. raw.Where(r => r.Value is { Length: > 0 }).Select(r => $"{r.Topic}/{r.Partition}/{r.Offset}").Order(StringComparer.Ordinal)],
            Events = [.. events.Select(e => EventCodec.Decode(e.Value)!)],
            Dead = [.. dead.Select(d => DeadLetterHeaders.Read(d.Headers)).Select(d => $"{d.Topic}/{d.Partition}/{d.Offset}")],
            Windows = [.. windows.Select(w => FeatureCodec.Decode(w.Value)!)],
            Alerts = [.. alerts.Where(a => AlertCodec.Decode(a.Value) is not null).Select(a => new SinkAlert(AlertCodec.Decode(a.Value)!, a.TimestampMs))],
        };
    }

    private static async Task<IReadOnlyList<TopicRecord>> AllAsync(string bootstrap, params string[] topics)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = topics,
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        return await reader.ReadToEndAsync().ToListAsync();
    }
}
