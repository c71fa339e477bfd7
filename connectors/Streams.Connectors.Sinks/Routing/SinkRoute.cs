using System.IO.Enumeration;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Connectors.Sinks.Routing;

/// <summary>
/// Whether a sink gets an alert. An alert's rule, level and cluster never change and its namespaces only become more, so a receiver that was told of an alert is told of its end.
/// </summary>
internal sealed class SinkRoute(SinkRouteOptions options)
{
    private readonly int _level = AlertLevels.Rank(options.Level);

    /// <summary>Whether an alert goes there.</summary>
    public bool Takes(Alert alert) =>
        AlertLevels.Rank(alert.Level) >= _level
        && (options.Rules.Count == 0 || Fits(options.Rules, alert.RuleId))
        && IsOf(alert, EntityKind.Namespace, options.Namespaces)
        && IsOf(alert, EntityKind.Cluster, options.Clusters);

    private static bool IsOf(Alert alert, EntityKind kind, IReadOnlyList<string> patterns) =>
        patterns.Count == 0
        || (alert.Entities[kind] is { } value && Fits(patterns, value))
        || alert.EntityValues.Any(v => v.Kind == kind && v.Values.Any(c => Fits(patterns, c.Value)));

    private static bool Fits(IReadOnlyList<string> patterns, string value) =>
        patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, value, ignoreCase: false));
}
