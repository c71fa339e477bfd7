namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>An alert as Alertmanager's API gives it.</summary>
public sealed record FoundAlert(
    string Fingerprint,
    string State,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string GeneratorUrl,
    IReadOnlyList<string> InhibitedBy
);
