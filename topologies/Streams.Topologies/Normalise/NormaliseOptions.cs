using Streams.Schemas.Parsing;
using Streams.Schemas.Settings;
using Streams.Topologies.Time;

namespace Streams.Topologies.Normalise;

/// <summary>The options of stage A.</summary>
public sealed record NormaliseOptions
{
    /// <summary>Limits and defaults of the parsers.</summary>
    [Setting(IsInline = true)]
    public ParserOptions Parser { get; init; } = new();

    /// <summary>Lateness, time-outs, skew.</summary>
    public TimeOptions Time { get; init; } = new();

    /// <summary>The cluster's name in alerts; empty: none.</summary>
    [Setting("the cluster's name in alerts")]
    public string Cluster { get; init; } = "";

    /// <summary>The node of events that name none; empty: none.</summary>
    [Setting("the node of events that name none")]
    public string Node { get; init; } = "";
}
