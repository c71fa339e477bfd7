using Streams.Schemas.Parsing;
using Streams.Topologies.Time;

namespace Streams.Topologies.Normalise;

/// <summary>The options of stage A.</summary>
public sealed record NormaliseOptions
{
    /// <summary>Limits and defaults of the parsers.</summary>
    public ParserOptions Parser { get; init; } = new();

    /// <summary>Lateness, time-outs, skew.</summary>
    public TimeOptions Time { get; init; } = new();

    /// <summary>The cluster's name in alerts; empty: none.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The node of events that name none; empty: none.</summary>
    public string Node { get; init; } = "";
}
