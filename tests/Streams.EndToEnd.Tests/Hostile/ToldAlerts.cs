using Streams.EndToEnd.Tests.Support;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>What a replay told: rule and the entities that no client chooses, of each alert of level medium and above.</summary>
internal static class ToldAlerts
{
    private static readonly EntityKind[] Attested = [EntityKind.Node, EntityKind.Namespace, EntityKind.Pod, EntityKind.Principal, EntityKind.SourceIp];

    /// <summary>Of the recording as it is.</summary>
    public static Lazy<string[]> Expected { get; } = new(() => Of(FinalAlerts.Replay([.. Recordings.Lines("S0"), .. Recordings.Lines("S1")])));

    /// <summary>A line each, in order.</summary>
    public static string[] Of(FinalAlerts alerts) =>
        [
            .. alerts
                .Standing.Where(a => a.Level is "medium" or "high" or "critical")
                .Select(Line)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The principal that a line names.</summary>
    public static string Principal(string line) => line.Split(' ').First(w => w.StartsWith("Principal=", StringComparison.Ordinal));

    private static string Line(Alert alert) => alert.Title + string.Concat(Attested.Select(k => alert.Entities[k] is { } v ? $" {k}={v}" : ""));
}
