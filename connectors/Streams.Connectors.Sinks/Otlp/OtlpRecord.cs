using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>What an alert is as a log record of OpenTelemetry, in whatever encoding.</summary>
/// <param name="Time">Nanoseconds since the epoch: the alert's.</param>
/// <param name="ObservedTime">Nanoseconds since the epoch: when its record was written.</param>
/// <param name="Severity">OpenTelemetry's severity number.</param>
/// <param name="SeverityText">The alert's level.</param>
/// <param name="Body">The alert as JSON.</param>
/// <param name="Attributes">What a receiver finds it by; none is empty.</param>
internal sealed record OtlpRecord(
    long Time,
    long ObservedTime,
    int Severity,
    string SeverityText,
    string Body,
    IReadOnlyList<(string Key, string Value)> Attributes
)
{
    /// <summary>The only attribute of the resource.</summary>
    public static readonly (string Key, string Value) Service = ("service.name", "streams");

    /// <summary>OpenTelemetry's numbers of INFO, INFO2, WARN, ERROR and FATAL.</summary>
    private static readonly int[] Severities = [9, 10, 13, 17, 21];

    /// <summary>Of an alert.</summary>
    public static OtlpRecord Of(SinkAlert sunk)
    {
        var alert = sunk.Alert;
        (string Key, string? Value)[] attributes =
        [
            ("event.name", "streams.alert"),
            ("alert.id", alert.Id),
            ("alert.status", alert.Status.Name()),
            ("rule.id", alert.RuleId),
            ("rule.name", alert.Title),
            ("k8s.namespace.name", alert.Entities[EntityKind.Namespace]),
            ("k8s.pod.name", alert.Entities[EntityKind.Pod]),
            ("k8s.node.name", alert.Entities[EntityKind.Node]),
            ("k8s.cluster.name", alert.Entities[EntityKind.Cluster]),
            ("user.name", alert.Entities[EntityKind.Principal] ?? alert.Entities[EntityKind.User]),
            ("source.address", alert.Entities[EntityKind.SourceIp]),
        ];
        return new(
            Math.Max(0, alert.Time.Nanoseconds),
            Math.Max(0, Timestamp.FromMilliseconds(sunk.AppendTimeMs).Nanoseconds),
            Severities[Math.Max(0, AlertLevels.Rank(alert.Level))],
            alert.Level,
            AlertJson.Serialize(alert),
            [.. attributes.Where(a => !string.IsNullOrEmpty(a.Value)).Select(a => (a.Key, a.Value ?? ""))]
        );
    }
}
