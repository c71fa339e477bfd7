using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;

namespace Streams.Topologies.Offline;

/// <summary>The options of all stages.</summary>
public sealed record PipelineOptions
{
    public NormaliseOptions Normalise { get; init; } = new();

    public ObserveOptions Observe { get; init; } = new();

    public StormOptions Storm { get; init; } = new();

    public GroupRoomOptions Groups { get; init; } = new();

    public EntityTableOptions Entities { get; init; } = new();

    /// <summary>How much virtual time after the last record and the time-out the replay lets pass, so that every alert is closed; default 2 hours.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromHours(2);
}
