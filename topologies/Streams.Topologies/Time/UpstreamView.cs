using Streams.Schemas.Events;

namespace Streams.Topologies.Time;

/// <summary>What one upstream task has told of the origins it reads. State.</summary>
public sealed class UpstreamView
{
    /// <summary>The origins by <c>topic-partition</c>.</summary>
    public Dictionary<string, OriginView> Origins { get; set; } = new(StringComparer.Ordinal);

    /// <summary>In the receiver's own entry alone: the progress of each source that was reached, so that it does not go back with a restart.</summary>
    public Dictionary<string, Timestamp>? Reached { get; set; }
}
