using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>The labels of an alert: for routing and grouping, few. Whatever grows with the alert (count, times, evidence) is an annotation.</summary>
internal static class AlertLabels
{
    private static readonly EntityKind[] Entities =
    [
        EntityKind.Cluster,
        EntityKind.Node,
        EntityKind.Namespace,
        EntityKind.Workload,
        EntityKind.Pod,
        EntityKind.Principal,
    ];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(Alert alert)
    {
        var labels = new List<KeyValuePair<string, string>>
        {
            new("alertname", alert.Title),
            new("kind", "security"),
            new("severity", alert.Level),
            new("rule", alert.RuleId),
            new("alert_id", alert.Id),
        };
        foreach (var kind in Entities)
        {
            if (alert.Entities[kind] is { Length: > 0 } entity)
            {
                labels.Add(new(kind.Name(), entity));
            }
        }

        return labels;
    }
}
