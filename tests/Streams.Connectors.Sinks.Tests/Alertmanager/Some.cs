using Streams.Connectors.Sinks.Alertmanager;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Connectors.Sinks.Tests.Alertmanager;

/// <summary>Builders.</summary>
internal static class Some
{
    public const string Rule = "7e2c4494-0aff-4e12-b737-467fcdacecde";

    public static Alert Alert(int number, AlertStatus status = AlertStatus.Open, long count = 1, string? principal = null, Timestamp? time = null)
    {
        var at = time ?? Timestamp.FromMilliseconds(NowMs() - 1000);
        return new Alert
        {
            Id = number.ToString("x32"),
            RuleId = Rule,
            Title = "Command executed in a pod \"through\" the API",
            Level = "high",
            Status = status,
            Time = at,
            FirstSeen = at,
            LastSeen = at,
            Count = count,
            Entities = new EntitySet
            {
                [EntityKind.Cluster] = "east",
                [EntityKind.Namespace] = "shop",
                [EntityKind.Pod] = "cart-1",
                [EntityKind.Principal] = principal,
                [EntityKind.SourceIp] = "192.0.2.7",
            },
            Attack = ["T1609"],
            Sources = [EventSource.Audit],
            Evidence =
            [
                .. Enumerable
                    .Range(0, (int)count)
                    .Select(i => new Evidence
                    {
                        EventId = $"e{i}",
                        Source = EventSource.Audit,
                        Time = at,
                        Provenance = new Provenance("raw.audit", 0, i, i),
                        Excerpt = $"exec {i} ü",
                    }),
            ],
            Score = null,
            BlindSpots = [],
        };
    }

    public static SinkAlert Sunk(Alert alert, long? appendMs = null) => new(alert, appendMs ?? NowMs());

    public static SinkAlert Sunk(int number) => Sunk(Alert(number));

    public static SinkAlert[] Alerts(int count, int from = 1) => [.. Enumerable.Range(from, count).Select(Sunk)];

    public static AlertmanagerSinkOptions Options(params Uri[] urls) =>
        new()
        {
            Urls = urls,
            Link = "http://grafana.example/d/streams-triage?var-alert={id}",
            Timeout = TimeSpan.FromSeconds(5),
        };

    public static SinkContext Context { get; } = new() { Time = TimeProvider.System, RunbookOf = rule => rule == Rule ? "Ask who did it." : null };

    public static async IAsyncEnumerable<SinkAlert> Written(params IEnumerable<SinkAlert> alerts)
    {
        foreach (var alert in alerts)
        {
            yield return alert;
        }

        await Task.CompletedTask;
    }

    public static long NowMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
