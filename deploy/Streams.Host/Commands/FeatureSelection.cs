using Streams.Models.Features;
using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Host.Commands;

/// <summary>Which windows are exported.</summary>
internal sealed record FeatureSelection
{
    /// <summary>The sets.</summary>
    public required IReadOnlyList<FeatureSet> Sets { get; init; }

    /// <summary>The clusters; none: all.</summary>
    public required IReadOnlyList<string> Clusters { get; init; }

    /// <summary>The first end.</summary>
    public required Timestamp From { get; init; }

    /// <summary>The end that is too late.</summary>
    public required Timestamp To { get; init; }

    /// <summary>Whether a window is among them.</summary>
    public bool Takes(FeatureVector vector) => vector.WindowEnd >= From && vector.WindowEnd < To && (Clusters.Count == 0 || Clusters.Contains(vector.Cluster));
}
