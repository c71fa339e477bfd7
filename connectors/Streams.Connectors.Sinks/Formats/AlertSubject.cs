using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>What an alert is about, in half a line.</summary>
internal static class AlertSubject
{
    /// <summary>The pod, else the principal, the node or the address; empty where none is known.</summary>
    public static string Of(Alert alert) =>
        alert.Entities[EntityKind.Pod] is { Length: > 0 } pod
            ? $"{alert.Entities[EntityKind.Namespace]}/{pod}"
            : alert.Entities[EntityKind.Principal] ?? alert.Entities[EntityKind.Node] ?? alert.Entities[EntityKind.SourceIp] ?? "";

    /// <summary>The title, and what it is about.</summary>
    public static string Sentence(Alert alert) => Of(alert) is { Length: > 0 } subject ? $"{alert.Title}: {subject}" : alert.Title;
}
