using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Routing;

/// <summary>Which alerts a sink gets: those that fit everything that is set.</summary>
public sealed record SinkRouteOptions
{
    [Setting("the least level", Choices = "informational low medium high critical")]
    public string Level { get; init; } = "informational";

    [Setting("ids of rules, with `*` for any part; empty: all")]
    public IReadOnlyList<string> Rules { get; init; } = [];

    [Setting("namespaces, with `*`; an alert of none is left out then; empty: all")]
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    [Setting("clusters as `detection.cluster` names them, with `*`; empty: all")]
    public IReadOnlyList<string> Clusters { get; init; } = [];
}
